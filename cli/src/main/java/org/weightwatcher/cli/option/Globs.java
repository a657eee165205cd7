package org.weightwatcher.cli.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Expands globs that the shell has left alone: in quotes, or on systems whose shell has none.
public final class Globs {
  private Globs() {}

  /// @param argument a path or a glob with `*`, `?`, `[…]`, `**`
  /// @return a path that exists or has no such characters as it is; else what matches, sorted by
  ///   code point
  public static List<String> expand(String argument) {
    int first = firstSpecial(argument);
    if (first < 0 || exists(argument)) {
      return List.of(argument);
    }
    int slash = argument.lastIndexOf('/', first);
    String folder = slash < 0 ? "" : argument.substring(0, slash + 1);
    String rest = argument.substring(slash + 1);
    int depth =
        rest.contains("**")
            ? Integer.MAX_VALUE
            : (int) rest.chars().filter(c -> c == '/').count() + 1;
    Path start = Path.of(folder);
    try (Stream<Path> below = Files.walk(start, depth, FileVisitOption.FOLLOW_LINKS)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
      List<String> found =
          below
              .filter(path -> !path.equals(start))
              .map(start::relativize)
              .filter(matcher::matches)
              .map(path -> folder + path)
              .sorted()
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw none(argument, e);
    }
    throw none(argument, null);
  }

  private static ModelFormatException none(
      String argument, @org.jspecify.annotations.Nullable Exception cause) {
    return new ModelFormatException(
        ErrorCode.E_NOT_FOUND,
        Printable.brief(argument) + ": nothing matches",
        "",
        "checking the path and its permissions",
        cause);
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (IllegalArgumentException e) {
      return false; // no such characters in names of this system
    }
  }

  private static int firstSpecial(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[{".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
