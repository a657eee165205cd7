package org.weightwatcher.cli.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.weightwatcher.cli.screen.ColumnOption;
import org.weightwatcher.metric.Column;

/// `help metrics`: every column in two lines.
final class MetricsHelp {
  private static final String INTRO =
      """
      Columns of the results, in their order. lambda: eigenvalues of W'W of all matrices of a
      layer; n: their number; k: how many are in the tail. Columns marked + come only with
      --columns NAME or --columns all. Where [--option] stands, the column is computed only with
      that option; --full means --randomize --mp-fit --detx --vectors.

      """;

  private MetricsHelp() {}

  /// @return the text, without a final line feed
  static String text() {
    return INTRO
        + Arrays.stream(Column.values()).map(MetricsHelp::column).collect(Collectors.joining("\n"));
  }

  private static String column(Column column) {
    String mark = column.group() == Column.Group.REQUEST ? "+" : " ";
    String meaning = column.meaning().isEmpty() ? column.formula() : column.meaning();
    boolean both = !column.formula().isEmpty() && !column.meaning().isEmpty();
    String second = both ? "= " + column.formula() : "from " + column.source();
    String option = ColumnOption.of(column).map("  [%s]"::formatted).orElse("");
    return "%s %-18s %s\n  %-18s %s%s".formatted(mark, column.label(), meaning, "", second, option);
  }
}
