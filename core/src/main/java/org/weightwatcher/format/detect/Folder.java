package org.weightwatcher.format.detect;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;

/// The entries of one folder, sorted by name, hidden ones left out.
///
/// @param location path as the user gave it
/// @param files regular files, links to such, and dangling links; pipes and devices are none
/// @param folders folders and links to such
record Folder(String location, List<String> files, List<String> folders) {
  static Folder list(String location) {
    List<String> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(location))) {
      long count = 0;
      for (Path entry : entries) {
        if (++count > Limits.DIRECTORY_ENTRIES) {
          throw Limits.exceeded(
              Printable.brief(location) + ": number of entries of the folder",
              count,
              Limits.DIRECTORY_ENTRIES,
              "");
        }
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".")) {
          continue;
        }
        if (Files.isDirectory(entry)) {
          folders.add(name);
        } else if (Files.isRegularFile(entry) || isDangling(entry)) {
          files.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND,
          "%s: cannot be read: %s"
              .formatted(Printable.brief(location), e.getClass().getSimpleName()),
          "",
          "checking the path and its permissions",
          e);
    }
    Collections.sort(files);
    Collections.sort(folders);
    return new Folder(location, List.copyOf(files), List.copyOf(folders));
  }

  private static boolean isDangling(Path entry) {
    return Files.isSymbolicLink(entry) && !Files.exists(entry);
  }

  boolean hasFile(String name) {
    return files.contains(name);
  }

  boolean hasFolder(String name) {
    return folders.contains(name);
  }

  /// The path of an entry, as the user would give it.
  String path(String name) {
    return location.endsWith("/") ? location + name : location + "/" + name;
  }

  /// The last name of the path, also when the user gave `.` or a trailing slash.
  String name() {
    Path last = Path.of(location).toAbsolutePath().normalize().getFileName();
    return last == null ? "" : last.toString();
  }
}
