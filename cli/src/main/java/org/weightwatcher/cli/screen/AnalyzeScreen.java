package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.terminal.Grid;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.cli.terminal.TextTable;
import org.weightwatcher.metric.Column;
import org.weightwatcher.table.LayerTable;

/// What `analyze` shows of one model.
public final class AnalyzeScreen {
  private AnalyzeScreen() {}

  /// @param table all results
  /// @param rows those that are shown, in this order
  /// @param columns columns that the user asked for; empty for the usual ones
  /// @param look how it is drawn
  /// @return the text, without a final line feed
  public static String of(
      LayerTable table, List<LayerResult> rows, List<Column> columns, Look look) {
    List<String> lines = new ArrayList<>();
    lines.add(
        ModelHeader.analyzed(
            table.model(), table.summary().layers(), RowName.noun(table.layers()), look));
    lines.add("");
    Grid grid = grid(rows, columns, look);
    lines.addAll(TextTable.draw(grid, look));
    if (TextTable.shows(grid, look, AnalyzeTable.RANK)) {
      lines.add(" * stable rank");
    }
    lines.add("");
    lines.addAll(SummaryLines.of(table, look));
    if (columns.isEmpty()) {
      lines.addAll(RequestedLines.columns(table, look));
    }
    List<String> remarks = Remarks.of(rows, look);
    if (!remarks.isEmpty()) {
      lines.add("");
      lines.addAll(remarks);
    }
    return String.join("\n", lines);
  }

  /// @param table all results
  /// @param rows those that are shown, in this order
  /// @param columns columns that the user asked for; empty for the usual ones
  /// @return a GitHub table below a heading, and the summary
  public static String markdown(LayerTable table, List<LayerResult> rows, List<Column> columns) {
    Look look = Look.file();
    List<String> lines = new ArrayList<>();
    lines.add("## " + Markdown.escape(table.model().path()));
    lines.add("");
    lines.addAll(Markdown.table(grid(rows, columns, look)));
    lines.add("");
    lines.addAll(SummaryLines.of(table, look).stream().map(line -> "- " + line).toList());
    return String.join("\n", lines);
  }

  private static Grid grid(List<LayerResult> rows, List<Column> columns, Look look) {
    return columns.isEmpty()
        ? AnalyzeTable.of(rows, look.glyphs(), look.brief())
        : ChosenTable.of(rows, columns, look.glyphs());
  }
}
