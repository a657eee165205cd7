package org.weightwatcher.conformance;

import java.util.List;
import java.util.Set;
import org.weightwatcher.metric.Column;

/// Cells that no implementation can reproduce, with the reason that the notes on the tables give.
record Exclusion(String name, String model, String longname, Set<Column> columns) {
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

  /// Every exclusion.
  static final List<Exclusion> ALL =
      List.of(
          EQUAL_SPECTRUM,
          new Exclusion("CONSTANT", "broken-values/odd-layers", "constant", SUM_OF_INVERSES),
          new Exclusion("RANK_ONE", "broken-values/odd-layers", "rank_one", SUM_OF_INVERSES));

  Exclusion {
    columns = Set.copyOf(columns);
  }

  boolean covers(String ofModel, String row, Column column) {
    return model.equals(ofModel) && longname.equals(row) && columns.contains(column);
  }
}
