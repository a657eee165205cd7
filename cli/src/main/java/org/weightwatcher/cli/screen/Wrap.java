package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.cli.terminal.NameShortener;

/// Breaks text at spaces.
final class Wrap {
  private Wrap() {}

  /// @param items facts; none is broken unless it is longer than a line
  /// @param separator between two on the same line
  /// @param width most columns
  /// @return at least one line
  static List<String> items(List<String> items, String separator, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String item : items) {
      String longer = line.isEmpty() ? item : line + separator + item;
      if (!line.isEmpty() && NameShortener.width(longer) > width) {
        lines.add(line);
        longer = item;
      }
      line = longer;
    }
    lines.add(line);
    return lines.stream().flatMap(whole -> lines(whole, width).stream()).toList();
  }

  /// @param text words
  /// @param width most columns; a longer word gets a line of its own
  /// @return at least one line
  static List<String> lines(String text, int width) {
    if (width == Look.UNLIMITED || NameShortener.width(text) <= width) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty()
          && NameShortener.width(line.toString()) + 1 + NameShortener.width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
