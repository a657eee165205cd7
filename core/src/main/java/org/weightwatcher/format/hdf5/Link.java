package org.weightwatcher.format.hdf5;

/// What a name of a group stands for.
sealed interface Link {
  /// An object of this file.
  record Hard(long address) implements Link {}

  /// A path in this file, counted from the group that holds the link unless it begins with a slash.
  record Soft(String target) implements Link {}

  /// An object of another file, which is not opened.
  record External(String file) implements Link {}
}
