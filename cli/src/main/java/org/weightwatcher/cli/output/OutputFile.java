package org.weightwatcher.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.error.WeightWatcherException;
import org.weightwatcher.table.AtomicFile;

/// Files that the command writes: whole or not at all, failures as E_OUTPUT.
public final class OutputFile {
  private OutputFile() {}

  /// Writes bytes.
  @FunctionalInterface
  public interface Bytes {
    void write(OutputStream out) throws IOException;
  }

  /// Refuses a file that cannot be written, before hours of work are lost.
  ///
  /// @param name of the file
  /// @return its path
  public static Path check(String name) {
    Path file = path(name);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    if (!Files.isDirectory(folder)) {
      throw failure(name, "there is no folder " + Printable.brief(folder.toString()), null);
    }
    if (!Files.isWritable(folder)) {
      throw failure(
          name,
          "the folder %s is not writable".formatted(Printable.brief(folder.toString())),
          null);
    }
    if (Files.isDirectory(file)) {
      throw failure(name, "it is a folder", null);
    }
    return file;
  }

  /// @param name of a file or folder
  /// @return its path
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw failure(name, "no file can have this name here", e);
    }
  }

  /// @param file final name
  /// @param content its text
  public static void text(Path file, AtomicFile.Content content) {
    try {
      AtomicFile.write(file, content);
    } catch (IOException e) {
      throw failure(file.toString(), reason(e), e);
    }
  }

  /// @param file final name
  /// @param content its bytes
  public static void bytes(Path file, Bytes content) {
    Path temporary =
        file.resolveSibling(
            ".%s.%d-%x.part"
                .formatted(file.getFileName(), ProcessHandle.current().pid(), System.nanoTime()));
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        content.write(out);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(file.toString(), reason(e), e);
    } finally {
      delete(temporary);
    }
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The failure to write, if there was one, says more than the failure to clean up.
      temporary.toFile().deleteOnExit();
    }
  }

  /// @param folder made with its parents if it is not there
  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failure(folder.toString(), reason(e), e);
    }
  }

  /// @param e a failure of the system
  /// @return it in words: the message of most is only the name of the file
  public static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "no permission";
      case java.nio.file.NoSuchFileException _ -> "there is no such folder";
      case java.nio.file.FileAlreadyExistsException _ -> "a file of this name is in the way";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /// @param name of the output
  /// @param why it cannot be written
  /// @param cause the failure of the system
  /// @return the failure to throw
  public static WeightWatcherException failure(String name, String why, @Nullable Exception cause) {
    return new WeightWatcherException(
        ErrorCode.E_OUTPUT,
        "%s cannot be written: %s".formatted(Printable.brief(name), why),
        "",
        "another place, or more room there",
        cause);
  }
}
