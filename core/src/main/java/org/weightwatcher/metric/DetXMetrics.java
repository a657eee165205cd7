package org.weightwatcher.metric;

import java.util.OptionalLong;
import org.weightwatcher.options.AnalyzeOptions;

/// The columns of the determinant condition.
///
/// Reference: `weightwatcher.py`, `apply_detX`. Fewer than 2 different eigenvalues: NaN, with the
/// reference's rules the counts are 0 and the values those of the smallest eigenvalue.
public final class DetXMetrics {
  private DetXMetrics() {}

  /// @param row receives three columns and two on request
  /// @param evals ascending
  /// @param tail num_pl_spikes; empty without a fit
  /// @param options whose numbers
  public static void add(
      Row.Builder row, double[] evals, OptionalLong tail, AnalyzeOptions options) {
    double[] rescaled = DetX.rescaled(evals);
    boolean reference = options.compat().reference();
    DetX detX = reference ? DetX.ofReference(rescaled) : DetX.of(rescaled);
    if (detX.num() == 0 && !reference) {
      row.real(Column.DETX_NUM, Double.NaN)
          .real(Column.DETX_VAL, Double.NaN)
          .real(Column.DETX_VAL_UNRESCALED, Double.NaN)
          .real(Column.DETX_NUM_BEST, Double.NaN)
          .real(Column.DETX_DELTA, Double.NaN);
      return;
    }
    double value = rescaled[detX.index()];
    row.count(Column.DETX_NUM, detX.num())
        .real(Column.DETX_VAL, Double.isNaN(value) ? Double.NaN : evals[detX.index()])
        .real(Column.DETX_VAL_UNRESCALED, value)
        .count(Column.DETX_NUM_BEST, detX.best());
    if (tail.isPresent()) {
      row.count(Column.DETX_DELTA, tail.getAsLong() - detX.num());
    } else {
      row.real(Column.DETX_DELTA, Double.NaN);
    }
  }
}
