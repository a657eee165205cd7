package org.weightwatcher.table;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file under a temporary name in the same folder and renames it: a reader sees the old
/// file or the whole new one.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes the text of a file.
  @FunctionalInterface
  public interface Content {
    /// @param out receives UTF-8 text
    /// @throws IOException as `out` gives it
    void write(Writer out) throws IOException;
  }

  /// @param file final name; its folder must exist
  /// @param content writes the text
  /// @throws IOException when the file cannot be written; nothing is left behind then
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (folder == null || name == null) {
      throw new IOException("not a file name: " + file);
    }
    // Not createTempFile: that would take the read permission from everybody else.
    String unique = "%d-%x".formatted(ProcessHandle.current().pid(), System.nanoTime());
    Path temporary = folder.resolve(".%s.%s.part".formatted(name, unique));
    try {
      try (Writer out =
          Files.newBufferedWriter(
              temporary, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
        content.write(out);
      }
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
