package org.weightwatcher.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;

/// Cells that no implementation can reproduce, with the reason that the notes on the tables give.
record Exclusion(
    String name, String model, String longname, Set<Column> columns, Set<Long> slices) {
  /// 128 equal eigenvalues: alpha is rounding noise (`unstable.csv`).
  static final Exclusion EQUAL_SPECTRUM =
      new Exclusion(
          "EQUAL_SPECTRUM",
          "synthetic/synthetic",
          "equal_spectrum",
          Set.of(
              Column.ALPHA,
              Column.D,
              Column.SIGMA,
              Column.ALPHA_WEIGHTED,
              Column.LOG_ALPHA_NORM,
              Column.LOG_SPECTRAL_NORM));

  /// No fit, so the exponent is -1 and the sum is one over rounding noise (`reachable.md`).
  private static final Set<Column> SUM_OF_INVERSES = Set.of(Column.LOG_ALPHA_NORM);

  /// Its smallest eigenvalues are rounding noise, and here the largest (`reachable.md`).
  static final Exclusion LOW_RANK_INVERTED =
      realColumns("LOW_RANK_INVERTED", "synthetic/synthetic", "low_rank");

  /// A plateau of the density, in the float64 table only (notes on the tables).
  static final Exclusion PLATEAU =
      new Exclusion(
          "PLATEAU",
          "ultraface-slim/version-slim-320",
          "regression_headers.3",
          Set.of(Column.BULK_MAX, Column.BULK_MIN, Column.MP_SOFTRANK, Column.SIGMA_MP),
          Set.of(1L, 5L, 7L));

  /// Every exclusion that holds for each table.
  static final List<Exclusion> ALL =
      List.of(
          EQUAL_SPECTRUM,
          new Exclusion("CONSTANT", "broken-values/odd-layers", "constant", SUM_OF_INVERSES),
          new Exclusion("RANK_ONE", "broken-values/odd-layers", "rank_one", SUM_OF_INVERSES));

  Exclusion {
    columns = Set.copyOf(columns);
    slices = Set.copyOf(slices);
  }

  Exclusion(String name, String model, String longname, Set<Column> columns) {
    this(name, model, longname, columns, Set.of());
  }

  /// Every number of a row but its shape and counts.
  ///
  /// @param counts that cannot be reproduced either
  static Exclusion realColumns(String name, String model, String longname, Column... counts) {
    Set<Column> columns =
        Arrays.stream(Column.values())
            .filter(column -> column.kind() == Column.Kind.REAL && column != Column.Q)
            .collect(Collectors.toSet());
    columns.addAll(List.of(counts));
    return new Exclusion(name, model, longname, columns);
  }

  boolean covers(String ofModel, Row row, Column column) {
    boolean slice =
        slices.isEmpty() || slices.contains(row.count(Column.SLICE_ID).orElse(Long.MIN_VALUE));
    return slice
        && model.equals(ofModel)
        && longname.equals(row.text(Column.LONGNAME))
        && columns.contains(column);
  }
}
