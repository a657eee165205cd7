package org.weightwatcher.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;
import org.weightwatcher.testing.GoldenCsv;

/// Compares rows with a table of the reference: names, counts and texts exactly, numbers within
/// 1e-9 (logarithms near 0 within 1e-12), `sv_min` within 1e-8 where it is not rounding noise.
final class TableComparison {
  static final double TOLERANCE = 1e-9;
  private static final double NEAR_ZERO = 1e-12;
  private static final double SV_MIN_TOLERANCE = 1e-8;
  private static final double SV_MIN_NOISE = 1e-6;
  static final String NOISE = "SV_MIN below 1e-6 sv_max";

  private final List<String> differences = new ArrayList<>();
  private final Map<String, Integer> excluded = new TreeMap<>();
  private final Map<Column, Double> worst = new EnumMap<>(Column.class);
  private final List<Exclusion> exclusions = new ArrayList<>(Exclusion.ALL);
  private final double tolerance;
  private final double nearZero;
  private int tables;
  private int rows;
  private int cells;

  /// @param more what cannot be reproduced in these tables beyond what holds for all
  TableComparison(Exclusion... more) {
    this(TOLERANCE, NEAR_ZERO, more);
  }

  private TableComparison(double tolerance, double nearZero, Exclusion... more) {
    this.tolerance = tolerance;
    this.nearZero = nearZero;
    exclusions.addAll(List.of(more));
  }

  /// For tables that the reference computed in float32: that tolerance, also for logarithms near 0.
  static TableComparison within(double tolerance, Exclusion... more) {
    return new TableComparison(tolerance, tolerance, more);
  }

  /// @param ignored columns that this table is allowed to have otherwise
  void compare(String model, String table, GoldenCsv golden, List<Row> ours, Set<Column> ignored) {
    tables++;
    String place = model + "/" + table;
    List<String> names = golden.rows().stream().map(row -> row.get("longname")).toList();
    List<String> found = ours.stream().map(row -> row.text(Column.LONGNAME)).toList();
    if (!names.equals(found)) {
      differences.add("%s: layers are %s but should be %s".formatted(place, found, names));
      return;
    }
    for (int i = 0; i < ours.size(); i++) {
      compareRow(model, place, golden.rows().get(i), ours.get(i), ignored);
    }
  }

  private void compareRow(
      String model, String place, Map<String, String> golden, Row row, Set<Column> ignored) {
    rows++;
    String longname = row.text(Column.LONGNAME);
    golden.forEach((label, text) -> {
      Column column = Column.ofLabel(label).orElseThrow();
      if (ignored.contains(column)) {
        return;
      }
      String exclusion = exclusion(model, column, row);
      if (exclusion.isEmpty()) {
        cells++;
        compareCell("%s %s %s".formatted(place, longname, label), column, text, row);
      } else {
        excluded.merge(exclusion, 1, Integer::sum);
      }
    });
  }

  private String exclusion(String model, Column column, Row row) {
    for (Exclusion exclusion : exclusions) {
      if (exclusion.covers(model, row, column)) {
        return exclusion.name();
      }
    }
    boolean noise =
        column == Column.SV_MIN
            && row.real(Column.SV_MIN) <= SV_MIN_NOISE * row.real(Column.SV_MAX);
    return noise ? NOISE : "";
  }

  private void compareCell(String place, Column column, String text, Row row) {
    String ours = row.cell(column).map(cell -> text(cell)).orElse("absent");
    boolean equal =
        row.cell(column).orElse(null) instanceof Cell.Real(double value)
            ? numbersAgree(column, value, GoldenCsv.number(text))
            : ours.equals(text);
    if (!equal) {
      differences.add("%s is %s but should be %s".formatted(place, ours, text));
    }
  }

  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.Real(double value) -> Double.toString(value);
      case Cell.Count(long value) -> Long.toString(value);
      case Cell.Flag(boolean value) -> value ? "True" : "False";
      case Cell.Text(String value) -> value;
    };
  }

  private boolean numbersAgree(Column column, double ours, double golden) {
    if (Double.compare(ours, golden) == 0 || ours == golden) {
      return true;
    }
    double relative = deviation(ours, golden);
    boolean logarithm = column.label().startsWith("log_") || column == Column.ALPHA_WEIGHTED;
    double absolute = Math.abs(ours - golden);
    boolean small = logarithm && absolute <= nearZero;
    worst.merge(column, small ? Math.min(relative, absolute) : relative, Math::max);
    return small
        || relative
            <= (column == Column.SV_MIN ? Math.max(SV_MIN_TOLERANCE, tolerance) : tolerance);
  }

  static double deviation(double a, double b) {
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return 0;
    }
    double relative = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    return Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
  }

  List<String> differences() {
    return List.copyOf(differences);
  }

  Map<String, Integer> excluded() {
    return Map.copyOf(excluded);
  }

  int tables() {
    return tables;
  }

  int rows() {
    return rows;
  }

  /// Adds what another comparison did.
  void add(TableComparison other) {
    tables += other.tables;
    rows += other.rows;
    cells += other.cells;
    other.excluded.forEach((why, count) -> excluded.merge(why, count, Integer::sum));
    other.worst.forEach((column, value) -> worst.merge(column, value, Math::max));
  }

  void print(String title) {
    StringBuilder text = new StringBuilder();
    worst.forEach((column, value) ->
        text.append(String.format(Locale.ROOT, " %s %.0e", column.label(), value)));
    System.out.printf(
        "%s: %d tables, %d rows, %d values; excluded %s; worst%s%n",
        title, tables, rows, cells, excluded, text);
  }
}
