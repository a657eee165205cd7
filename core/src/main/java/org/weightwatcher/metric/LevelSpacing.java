package org.weightwatcher.metric;

import java.util.Arrays;

/// Gaps between neighbouring eigenvalues, for figures and level statistics; no column.
///
/// Meant by the option `deltas` of the reference, which either fails or does nothing there.
public final class LevelSpacing {
  private final double[] gaps;

  private LevelSpacing(double[] gaps) {
    this.gaps = gaps;
  }

  /// @param evals finite eigenvalues in any order; not changed
  /// @return their gaps
  public static LevelSpacing of(double[] evals) {
    double[] sorted = evals.clone();
    Arrays.sort(sorted);
    double[] gaps = new double[Math.max(0, sorted.length - 1)];
    Arrays.setAll(gaps, i -> sorted[i + 1] - sorted[i]);
    return new LevelSpacing(gaps);
  }

  /// @return `lambda_{i+1} - lambda_i` of the ascending eigenvalues, `>= 0`; one fewer than those
  public double[] gaps() {
    return gaps.clone();
  }

  /// @return log10 of the positive gaps, in the same order; equal eigenvalues are left out
  public double[] logGaps() {
    return Arrays.stream(gaps).filter(gap -> gap > 0).map(Math::log10).toArray();
  }

  /// The mean of `min/max` of neighbouring gaps (Oganesyan & Huse 2007): it needs no unfolding.
  ///
  /// @return about 0.386 for independent levels, 0.531 for those of random symmetric matrices; NaN
  ///   with fewer than 2 gaps or where all are 0
  public double meanRatio() {
    double sum = 0;
    int count = 0;
    for (int i = 1; i < gaps.length; i++) {
      double larger = Math.max(gaps[i - 1], gaps[i]);
      if (larger > 0) {
        sum += Math.min(gaps[i - 1], gaps[i]) / larger;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
