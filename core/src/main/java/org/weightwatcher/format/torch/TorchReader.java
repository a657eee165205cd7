package org.weightwatcher.format.torch;

import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.ModelFile;

/// Reads files of `torch.save`. Their pickles are interpreted, not executed: nothing that a file
/// contains is loaded or called.
///
/// Read are state dicts, checkpoints that contain one, whole pickled modules and TorchScript; of
/// the code in them nothing is looked at. A defect of one tensor makes that tensor unusable, a
/// defect of the container refuses the file.
public final class TorchReader {
  private TorchReader() {}

  /// @param location path as the user gave it
  /// @param file name under which the file is opened again to read weights
  /// @param source the file
  /// @return the model of a zip container (PyTorch 1.6 and later)
  /// @throws ModelFormatException when the file is damaged, hostile, or holds no weights
  public static ModelFile openZip(String location, String file, ByteSource source) {
    return readZip(file, source).alone(location);
  }

  /// @param location path as the user gave it
  /// @param file name under which the file is opened again to read weights
  /// @param source the file
  /// @return the model of a stream of pickles (before PyTorch 1.6)
  /// @throws ModelFormatException when the file is damaged, hostile, or holds no weights
  public static ModelFile openLegacy(String location, String file, ByteSource source) {
    return readLegacy(file, source).alone(location);
  }

  /// @param location path as the user gave it
  /// @param file name under which the file is opened again to read weights
  /// @param source the file
  /// @return the model of a tar file (until PyTorch 0.1.10)
  /// @throws ModelFormatException when the file is damaged, hostile, or holds no weights
  public static ModelFile openTar(String location, String file, ByteSource source) {
    return new TarContainer(file, source).read().alone(location);
  }

  /// @param file name under which the file is opened again to read weights
  /// @param source one zip container of a sharded model
  /// @return what it holds
  /// @throws ModelFormatException as [#openZip]
  public static TorchPart readZip(String file, ByteSource source) {
    return ZipContainer.read(TorchArchive.of(file, source));
  }

  /// @param file name under which the file is opened again to read weights
  /// @param source one stream of pickles of a sharded model
  /// @return what it holds
  /// @throws ModelFormatException as [#openLegacy]
  public static TorchPart readLegacy(String file, ByteSource source) {
    return new LegacyContainer(file, source).read();
  }
}
