package org.weightwatcher.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.metric.Column;

/// Which columns are written, and in which order.
public final class ColumnChoice {
  private ColumnChoice() {}

  /// @return every column but those on request
  public static List<Column> standard() {
    return only(column -> column.group() != Column.Group.REQUEST);
  }

  /// @return the reference's columns in the order of its table: `layer_id`, `name`, then by code
  ///   point
  public static List<Column> referenceOrder() {
    List<Column> columns = new ArrayList<>(List.of(Column.LAYER_ID, Column.NAME));
    Arrays.stream(Column.values())
        .filter(column -> column.group().reference() && !columns.contains(column))
        .sorted(Comparator.comparing(Column::label))
        .forEach(columns::add);
    return List.copyOf(columns);
  }

  /// @param list `all`, `reference`, or a comma list of column names
  /// @return those columns; names in the order given
  /// @throws OptionException for a name that is no column
  public static List<Column> parse(String list) {
    return switch (list) {
      case "all" -> List.of(Column.values());
      case "reference" -> only(column -> column.group().reference());
      default ->
          Arrays.stream(list.split(",", -1)).map(String::strip).map(ColumnChoice::named).toList();
    };
  }

  private static Column named(String label) {
    return Column.ofLabel(label)
        .orElseThrow(() ->
            new OptionException(
                "--columns: no column is called '%s'".formatted(label),
                "one of: "
                    + String.join(
                        ", ", Arrays.stream(Column.values()).map(Column::label).toList())));
  }

  private static List<Column> only(Predicate<Column> wanted) {
    return Arrays.stream(Column.values()).filter(wanted).toList();
  }
}
