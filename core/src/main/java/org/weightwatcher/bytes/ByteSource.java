package org.weightwatcher.bytes;

import java.lang.foreign.MemorySegment;

/// A named range of bytes that can be read at any position: a mapped file, a member of an archive,
/// or a file of a cluster's file system.
///
/// Implementations are safe for use by several threads. Whoever opened a source closes it; segments
/// that it handed out must not be used after that.
public interface ByteSource extends AutoCloseable {
  /// @return the name for messages: the path as the user gave it
  String name();

  /// @return length in bytes, `>= 0`
  long length();

  /// The bytes `[offset, offset + length)`, without copying where the source allows it.
  ///
  /// @param offset first byte, `>= 0`
  /// @param length number of bytes, `>= 0`
  /// @return a read-only segment of exactly `length` bytes
  /// @throws org.weightwatcher.error.ModelFormatException E_TRUNCATED when the range ends beyond
  ///   the source, or when the file shrank since it was opened
  MemorySegment slice(long offset, long length);

  /// Releases the source. May be called twice.
  @Override
  void close();
}
