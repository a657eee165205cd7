package org.weightwatcher;

import java.nio.file.Path;
import java.util.Optional;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.detect.Detection;
import org.weightwatcher.linalg.LapackLoader;
import org.weightwatcher.linalg.LoadedLapack;

/// Opens models. Where to start:
///
/// ```java
/// try (Model model = WeightWatcher.open(Path.of("model.safetensors"))) {
///   Analysis analysis = model.analyze(AnalyzeOptions.defaults());
/// }
/// ```
public final class WeightWatcher {
  private WeightWatcher() {}

  /// Opens a file or folder and reads its headers; no weights are read.
  ///
  /// @param path a model file, or a folder that is one model
  /// @return the model; close it
  /// @throws org.weightwatcher.error.ModelFormatException when it is missing, damaged, or not a
  ///   model
  public static Model open(Path path) {
    return open(path, Optional.empty());
  }

  /// Opens a file without looking for its format.
  ///
  /// @param path a model file
  /// @param container what it is; empty to find out by content
  /// @return the model; close it
  /// @throws org.weightwatcher.error.ModelFormatException when it is missing, damaged, or not of
  ///   that kind
  public static Model open(Path path, Optional<Container> container) {
    LocalFiles files = new LocalFiles();
    try {
      ModelFile file = Detection.open(path.toString(), files, container);
      return new Model(file, files);
    } catch (InternalError e) {
      // The JVM raises this when a mapped file shrank under a read.
      files.close();
      throw new ModelFormatException(
          ErrorCode.E_TRUNCATED,
          Printable.brief(path.toString()) + " became shorter while it was read",
          "",
          "copying the file again",
          e);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  /// @return the linear algebra of this process, with a warning where it is the slow one
  public static LoadedLapack lapack() {
    return LapackLoader.load();
  }
}
