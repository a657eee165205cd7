package org.weightwatcher.cli.output;

import java.util.List;
import java.util.Locale;
import org.weightwatcher.cli.option.Values;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;

/// In which format a command writes: by the extension of its file, or on stdout as asked for.
///
/// @param ofStdout formats that stdout can have, the usual one first
/// @param ofFiles formats that a file can have
/// @param <E> their type; the word of a constant is its extension
public record FormatChoice<E extends Enum<E>>(List<E> ofStdout, List<E> ofFiles) {
  /// Copies the lists.
  public FormatChoice {
    ofStdout = List.copyOf(ofStdout);
    ofFiles = List.copyOf(ofFiles);
  }

  /// @param output a path, or `-` for stdout
  /// @param format as given; empty if not
  /// @return the format
  /// @throws OptionException when there is none of that name or extension, or a format is given for
  ///   a file
  public E of(String output, String format) {
    if (output.equals("-")) {
      return format.isEmpty() ? ofStdout.getFirst() : Values.choice("--format", format, ofStdout);
    }
    if (!format.isEmpty()) {
      throw new OptionException(
          "--format is about stdout and cannot be combined with --output "
              + Printable.brief(output));
    }
    String lower = output.toLowerCase(Locale.ROOT);
    return ofFiles.stream()
        .filter(known -> lower.endsWith(extension(known)))
        .findFirst()
        .orElseThrow(() ->
            new OptionException(
                "--output %s: no format has this extension".formatted(Printable.brief(output)),
                "a name ending in "
                    + Values.oneOf(ofFiles.stream().map(FormatChoice::extension).toList())));
  }

  private static String extension(Enum<?> format) {
    return "." + format.name().toLowerCase(Locale.ROOT);
  }
}
