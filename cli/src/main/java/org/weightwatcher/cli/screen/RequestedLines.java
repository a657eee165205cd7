package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.metric.Column;
import org.weightwatcher.table.LayerTable;

/// What options such as `--randomize` found in the model, and where the columns are that the usual
/// table has no room for.
final class RequestedLines {
  /// So many columns are named; more are counted.
  private static final int NAMED = 2;

  private RequestedLines() {}

  /// @param table the results
  /// @param look how they are drawn
  /// @return whether shuffling found traps; no line where nothing was shuffled
  static List<String> traps(LayerTable table, Look look) {
    List<Long> counts =
        table.layers().stream()
            .map(row -> row.row().count(Column.RAND_NUM_SPIKES))
            .filter(OptionalLong::isPresent)
            .map(OptionalLong::getAsLong)
            .toList();
    if (counts.isEmpty()) {
      return List.of();
    }
    String layers = RowName.counted(counts.size(), RowName.noun(table.layers()));
    long traps = counts.stream().mapToLong(Long::longValue).filter(n -> n > 0).sum();
    long trapped = counts.stream().filter(n -> n > 0).count();
    return Wrap.lines(
        traps == 0
            ? "no correlation traps in " + layers
            : "correlation traps: %d in %d of %s (eigenvalues that stay large when the weights are shuffled)"
                .formatted(traps, trapped, layers),
        look.width());
  }

  /// @param table the results
  /// @param look how they are drawn
  /// @return where the columns are that came with an option; empty where there are none
  static List<String> columns(LayerTable table, Look look) {
    Map<String, List<Column>> byOption = new TreeMap<>();
    for (Column column : Column.values()) {
      boolean hidden = column.group() != Column.Group.REQUEST && column != Column.SLICE_ID;
      if (hidden && has(table.layers(), column)) {
        ColumnOption.of(column)
            .ifPresent(o -> byOption.computeIfAbsent(o, _ -> new ArrayList<>()).add(column));
      }
    }
    if (byOption.isEmpty()) {
      return List.of();
    }
    List<String> items = new ArrayList<>();
    byOption.forEach((option, columns) -> items.add(item(option, columns)));
    return Wrap.lines(
        "more columns, by --columns or in -o FILE.csv: " + String.join(", ", items), look.width());
  }

  private static String item(String option, List<Column> columns) {
    String which =
        columns.size() <= NAMED
            ? String.join(" and ", columns.stream().map(Column::label).toList())
            : Integer.toString(columns.size());
    return which + " of " + option;
  }

  private static boolean has(List<LayerResult> rows, Column column) {
    return rows.stream().anyMatch(row -> row.row().cell(column).isPresent());
  }
}
