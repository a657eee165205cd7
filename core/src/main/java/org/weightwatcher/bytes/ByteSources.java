package org.weightwatcher.bytes;

/// Opens byte sources by name. The runner of a task brings one: local files here, a cluster's file
/// system elsewhere.
///
/// Implementations are safe for use by several threads and own what they opened.
public interface ByteSources extends AutoCloseable {
  /// @param name path of a regular file
  /// @return the source; the same one for the same name, closed with this object
  /// @throws org.weightwatcher.error.ModelFormatException E_NOT_FOUND when there is no such regular
  ///   file, or it cannot be read
  ByteSource open(String name);

  /// Closes every source that was opened. May be called twice.
  @Override
  void close();
}
