package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.cli.terminal.Grid;
import org.weightwatcher.cli.terminal.Style;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;

/// Rows with the columns that the user asked for; where room is short the last ones go.
final class ChosenTable {
  private static final int DIGITS = 6;

  private ChosenTable() {}

  static Grid of(List<LayerResult> rows, List<Column> columns, Glyphs glyphs) {
    List<Grid.Column> titles = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      boolean text = columns.get(i).kind() == Column.Kind.TEXT;
      titles.add(
          new Grid.Column(
              columns.get(i).label(),
              text ? Grid.Align.LEFT : Grid.Align.RIGHT,
              text,
              i == 0 ? 0 : columns.size() - i));
    }
    List<Grid.Line> lines =
        rows.stream()
            .<Grid.Line>map(row ->
                new Grid.Line.Row(
                    columns.stream().map(column -> cell(row, column, glyphs)).toList()))
            .toList();
    return new Grid(titles, lines);
  }

  private static Grid.Cell cell(LayerResult row, Column column, Glyphs glyphs) {
    String text = row.row().cell(column).map(cell -> text(cell, glyphs)).orElse(glyphs.dash());
    return new Grid.Cell(text, column == Column.VERDICT ? AnalyzeTable.style(row) : Style.PLAIN);
  }

  private static String text(Cell cell, Glyphs glyphs) {
    return switch (cell) {
      case Cell.Real(double value) ->
          Double.isFinite(value) ? Figures.significant(value, DIGITS) : glyphs.dash();
      case Cell.Count(long value) -> Long.toString(value);
      case Cell.Flag(boolean value) -> value ? "yes" : "no";
      case Cell.Text(String value) -> glyphs.text(value);
    };
  }
}
