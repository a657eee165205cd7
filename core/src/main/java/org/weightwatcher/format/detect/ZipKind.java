package org.weightwatcher.format.detect;

import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.keras.KerasArchive;
import org.weightwatcher.format.zip.ZipDirectory;

/// What a zip archive holds, told by the names of its entries alone.
final class ZipKind {
  private ZipKind() {}

  static Container of(ByteSource archive) {
    try {
      return KerasArchive.isOne(ZipDirectory.read(archive))
          ? Container.KERAS_ZIP
          : Container.TORCH_ZIP;
    } catch (ModelFormatException broken) {
      // The reader says what is wrong with the archive.
      return Container.TORCH_ZIP;
    }
  }
}
