package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.cli.terminal.Grid;
import org.weightwatcher.cli.terminal.Grid.Cell;
import org.weightwatcher.cli.terminal.Style;
import org.weightwatcher.metric.Verdict;

/// The rows of `analyze` as a grid.
final class AnalyzeTable {
  /// Title of the column with a footnote.
  static final String RANK = "RANK*";

  private AnalyzeTable() {}

  /// @param rows results
  /// @param glyphs which characters
  /// @param brief whether good rows in the middle are left out
  /// @return the grid
  static Grid of(List<LayerResult> rows, Glyphs glyphs, boolean brief) {
    List<String> alphas = AlphaText.of(rows, glyphs);
    List<Grid.Line> lines = new ArrayList<>();
    String hint = " (--limit 0 shows every row)";
    for (RowPicker.Run run : RowPicker.pick(rows.size(), i -> notable(rows.get(i)), brief)) {
      if (run.hidden()) {
        lines.add(new Grid.Line.Gap("%d more, all good%s".formatted(run.length(), hint)));
        hint = "";
        continue;
      }
      for (int i = run.from(); i < run.to(); i++) {
        lines.add(row(rows.get(i), alphas.get(i), glyphs));
      }
    }
    return new Grid(columns(glyphs), lines);
  }

  /// A good layer may still have something to be said of, such as a correlation trap.
  private static boolean notable(LayerResult row) {
    return verdict(row) != Verdict.GOOD || !row.notes().isEmpty();
  }

  private static List<Grid.Column> columns(Glyphs glyphs) {
    return List.of(
        Grid.Column.right("ID", 0),
        new Grid.Column("LAYER", Grid.Align.LEFT, true, 0),
        Grid.Column.left("TYPE", 1),
        Grid.Column.right("N" + glyphs.times() + "M", 3),
        Grid.Column.right("ALPHA", 0),
        Grid.Column.right("D", 4),
        Grid.Column.right(RANK, 2),
        Grid.Column.left("VERDICT", 0));
  }

  private static Grid.Line row(LayerResult row, String alpha, Glyphs glyphs) {
    Verdict verdict = verdict(row);
    return new Grid.Line.Row(
        List.of(
            Cell.of(Long.toString(row.layerId())),
            Cell.of(glyphs.text(RowName.of(row))),
            Cell.of(row.layerType()),
            Cell.of(size(row, glyphs)),
            Cell.of(alpha),
            Cell.of(number(row.d(), 3, glyphs)),
            Cell.of(number(row.stableRank(), 1, glyphs)),
            new Cell(row.verdict(), VerdictStyle.of(verdict))));
  }

  /// Of a convolution also the number of its matrices, where alpha is of all of them together.
  private static String size(LayerResult row, Glyphs glyphs) {
    String one = row.n() + glyphs.times() + row.m();
    return row.rf() == 1 || row.sliceId().isPresent() ? one : row.rf() + glyphs.times() + one;
  }

  private static String number(double value, int decimals, Glyphs glyphs) {
    return Double.isFinite(value) ? Figures.fixed(value, decimals) : glyphs.dash();
  }

  static Verdict verdict(LayerResult row) {
    return Verdict.ofWord(row.verdict());
  }

  /// @return style of a row's verdict
  static Style style(LayerResult row) {
    return VerdictStyle.of(verdict(row));
  }
}
