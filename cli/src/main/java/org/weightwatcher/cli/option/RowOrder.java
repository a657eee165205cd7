package org.weightwatcher.cli.option;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.table.LayerTable;

/// Which rows of a model are shown and written, and in which order.
///
/// @param column sorts them; empty for the order of the model
/// @param descending whether the largest comes first
/// @param limit most rows; 0 for all, also on a terminal; empty when nothing was asked for
public record RowOrder(Optional<Column> column, boolean descending, OptionalInt limit) {

  /// @param sort `COLUMN`, `COLUMN:asc` or `COLUMN:desc`; empty for none
  /// @param limit a number; empty for none
  /// @return the order
  public static RowOrder parse(String sort, String limit) {
    OptionalInt most =
        limit.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Values.count("--limit", limit, 0));
    if (sort.isEmpty()) {
      return new RowOrder(Optional.empty(), false, most);
    }
    int colon = sort.indexOf(':');
    String label = colon < 0 ? sort : sort.substring(0, colon);
    String direction = colon < 0 ? "asc" : sort.substring(colon + 1);
    if (!direction.equals("asc") && !direction.equals("desc")) {
      throw Values.bad("--sort", "COLUMN, COLUMN:asc or COLUMN:desc", sort);
    }
    return new RowOrder(Optional.of(named(label)), direction.equals("desc"), most);
  }

  private static Column named(String label) {
    List<String> labels = Arrays.stream(Column.values()).map(Column::label).toList();
    return Column.ofLabel(label)
        .orElseThrow(() ->
            new OptionException(
                "--sort: no column is called '%s'".formatted(Printable.brief(label)),
                Nearest.of(label, labels).orElse("one that `weightwatcher help metrics` lists")));
  }

  /// @param table the results of one model
  /// @return the rows asked for, with the summary of all
  public LayerTable apply(LayerTable table) {
    List<LayerResult> rows =
        column.map(c -> table.layers().stream().sorted(by(c)).toList()).orElse(table.layers());
    int most = limit.isPresent() && limit.getAsInt() > 0 ? limit.getAsInt() : rows.size();
    return new LayerTable(
        table.model(),
        rows.subList(0, Math.min(most, rows.size())),
        table.skipped(),
        table.summary());
  }

  private Comparator<LayerResult> by(Column sorted) {
    Comparator<Cell> natural =
        switch (sorted.kind()) {
          case REAL, COUNT -> Comparator.comparingDouble(RowOrder::number);
          case TEXT, FLAG -> Comparator.comparing(RowOrder::text);
        };
    Comparator<Cell> wanted = descending ? natural.reversed() : natural;
    // What could not be computed comes last in both directions.
    return Comparator.comparing(
        row -> row.row().cell(sorted).filter(cell -> !isNan(cell)),
        (a, b) ->
            a.isPresent() && b.isPresent()
                ? wanted.compare(a.get(), b.get())
                : Boolean.compare(b.isPresent(), a.isPresent()));
  }

  private static boolean isNan(Cell cell) {
    return cell instanceof Cell.Real(double value) && Double.isNaN(value);
  }

  private static double number(Cell cell) {
    return switch (cell) {
      case Cell.Real(double value) -> value;
      case Cell.Count(long value) -> value;
      case Cell.Text _, Cell.Flag _ -> Double.NaN;
    };
  }

  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.Text(String value) -> value;
      case Cell.Flag(boolean value) -> Boolean.toString(value);
      case Cell.Real _, Cell.Count _ -> "";
    };
  }
}
