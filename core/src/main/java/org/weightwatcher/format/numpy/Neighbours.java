package org.weightwatcher.format.numpy;

import org.weightwatcher.bytes.ByteSource;

/// The folder of a description: the only place from which its files are opened.
public interface Neighbours {
  /// @param name name that a file gives
  /// @return whether it stays in the folder, on every system
  boolean isPlain(String name);

  /// @param name a plain name
  /// @return the path under which the file can be opened again
  String path(String name);

  /// @param name a plain name
  /// @return the file; stays the folder's
  /// @throws org.weightwatcher.error.ModelFormatException E_NOT_FOUND or E_MISSING_PART where there
  ///   is none; E_UNSAFE_PATH where it is a link that leaves the folder
  ByteSource open(String name);
}
