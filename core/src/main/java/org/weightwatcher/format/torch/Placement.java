package org.weightwatcher.format.torch;

import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.Storage;

/// From a place in an archive to the place in the file that is opened again.
sealed interface Placement {
  /// @param storage place in the archive
  /// @param label for messages; escaped
  /// @return place in the file
  /// @throws TensorDefect E_UNSUPPORTED for what is compressed twice
  Storages.Located of(Storage storage, String label) throws TensorDefect;

  /// The archive lies in the file as it is, from a byte on.
  ///
  /// @param base that byte; 0 for the file itself
  record Plain(long base) implements Placement {
    @Override
    public Storages.Located of(Storage storage, String label) {
      return new Storages.Located(
          new Storage(
              storage.file(),
              Math.addExact(base, storage.offset()),
              storage.length(),
              storage.endian(),
              storage.encoding()),
          label);
    }
  }

  /// The archive is compressed as a whole.
  ///
  /// @param archive its place in the file
  record Compressed(Storage archive) implements Placement {
    @Override
    public Storages.Located of(Storage storage, String label) throws TensorDefect {
      if (!(storage.encoding() instanceof Storage.Encoding.Plain)) {
        throw new TensorDefect(
            ErrorCode.E_UNSUPPORTED, "storage %s is compressed twice".formatted(label));
      }
      Storage whole =
          new Storage(
              archive.file(),
              archive.offset(),
              archive.length(),
              storage.endian(),
              archive.encoding());
      return new Storages.Located(whole, storage.offset(), storage.length(), label);
    }
  }
}
