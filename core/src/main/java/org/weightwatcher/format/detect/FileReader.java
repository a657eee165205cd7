package org.weightwatcher.format.detect;

import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.keras.KerasReader;
import org.weightwatcher.format.numpy.NpyReader;
import org.weightwatcher.format.numpy.NpzReader;
import org.weightwatcher.format.safetensors.SafetensorsReader;
import org.weightwatcher.format.torch.TorchReader;

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
      case TORCH_ZIP -> TorchReader::openZip;
      case TORCH_LEGACY -> TorchReader::openLegacy;
      case TORCH_TAR -> TorchReader::openTar;
      case NPY -> NpyReader::open;
      case NPZ -> NpzReader::open;
      case KERAS_HDF5 -> KerasReader::openHdf5;
      case KERAS_ZIP -> KerasReader::openArchive;
    };
  }
}
