package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.weightwatcher.cli.terminal.Grid;
import org.weightwatcher.error.Printable;

/// Grids as tables of GitHub's Markdown.
final class Markdown {
  private Markdown() {}

  static List<String> table(Grid grid) {
    List<String> lines = new ArrayList<>();
    lines.add(line(grid.columns().stream().map(Grid.Column::title).toList()));
    lines.add(
        line(
            grid.columns().stream()
                .map(column -> column.align() == Grid.Align.RIGHT ? "---:" : "---")
                .toList()));
    for (Grid.Line.Row row : grid.cells()) {
      lines.add(line(row.cells().stream().map(Grid.Cell::text).toList()));
    }
    return lines;
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> escape(cell.strip()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /// @param text any text
  /// @return the text with everything that Markdown or HTML would take as its own escaped
  static String escape(String text) {
    return Printable.of(text).replaceAll("([\\\\|*_`<>\\[\\]#~&])", "\\\\$1");
  }
}
