package org.weightwatcher.format.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Which symbolic links are followed. A file of a folder may be a link to another place in the same
/// folder, or into the `blobs` of the hub cache that the folder belongs to; everything else would
/// let a stranger's folder name files of this machine.
final class Links {
  private Links() {}

  /// @param folder the folder the user gave; empty for the working folder
  /// @param file path of one of its files
  static void check(String folder, String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isSymbolicLink(path)) {
        return;
      }
      refuseDangling(file);
      Path root = Path.of(folder).toRealPath();
      Path real = path.toRealPath();
      if (!real.startsWith(root) && !isBlobOf(root, real)) {
        throw new ModelFormatException(
            ErrorCode.E_UNSAFE_PATH,
            Printable.brief(file) + " is a link to a file outside its folder",
            "",
            "giving the path of that file itself");
      }
    } catch (IOException | InvalidPathException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND,
          Printable.brief(file) + ": cannot be read: " + e.getClass().getSimpleName(),
          "",
          "checking the path and its permissions",
          e);
    }
  }

  /// @param file path of a file
  /// @throws ModelFormatException E_MISSING_PART when it is a link to nothing
  static void refuseDangling(String file) {
    Path path = Path.of(file);
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      throw new ModelFormatException(
          ErrorCode.E_MISSING_PART,
          Printable.brief(file) + " is a link to nothing: blob not downloaded",
          "",
          "downloading the model again");
    }
  }

  private static boolean isBlobOf(Path folder, Path file) {
    for (Path at = folder; at != null && at.getFileName() != null; at = at.getParent()) {
      if (at.getFileName().toString().startsWith("models--")) {
        return file.startsWith(at.resolve("blobs"));
      }
    }
    return false;
  }
}
