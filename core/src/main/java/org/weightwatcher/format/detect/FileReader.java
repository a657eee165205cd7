package org.weightwatcher.format.detect;

import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.safetensors.SafetensorsReader;

/// Reads the structure of one file of a known container.
@FunctionalInterface
interface FileReader {
  /// @param location path as the user gave it
  /// @param file name under which the source can be opened again
  /// @param source the file; stays the caller's
  ModelFile open(String location, String file, ByteSource source);

  /// The reader of a container.
  static FileReader of(Container container) {
    return switch (container) {
      case SAFETENSORS -> SafetensorsReader::open;
      case TORCH_ZIP, TORCH_LEGACY -> FileReader::torchIsNotReadYet;
    };
  }

  private static ModelFile torchIsNotReadYet(String location, String file, ByteSource source) {
    throw new ModelFormatException(
        ErrorCode.E_UNSUPPORTED,
        Printable.brief(location) + " is a PyTorch file, which is not read yet",
        "",
        "converting it to safetensors");
  }
}
