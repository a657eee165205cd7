package org.weightwatcher.format.torch;

import org.weightwatcher.tensor.Storage;

/// Finds the bytes of a storage by its key.
@FunctionalInterface
interface Storages {
  /// @param key as the pickle spells it; nothing but an exact match counts
  /// @return where the bytes lie
  /// @throws TensorDefect when there is no such storage
  Located find(String key) throws TensorDefect;

  /// A storage and its name for messages.
  ///
  /// @param storage where the bytes lie, possibly among others
  /// @param start first byte that belongs to it, counted from the start of `storage`
  /// @param length number of bytes that belong to it
  /// @param label what to call it; escaped
  record Located(Storage storage, long start, long length, String label) {
    /// A storage of its own; parameters as above.
    Located(Storage storage, String label) {
      this(storage, 0, storage.length(), label);
    }
  }
}
