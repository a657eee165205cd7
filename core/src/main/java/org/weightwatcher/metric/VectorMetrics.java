package org.weightwatcher.metric;

import java.util.Arrays;

/// Figures of one vector: how evenly its entries are spread.
///
/// Reference: `RMT_Util.py`, functions of the same names; `weightwatcher.py`, `vector_metrics`. It
/// leaves `discrete_entropy` empty and stores the value under a misspelt name.
///
/// @param length number of entries
/// @param vectorEntropy `exp(-norm_2/2)/sqrt(2 pi)`: not an entropy, but the reference's number
/// @param discreteEntropy `-sum p ln p` over a histogram of 100 bins of `|v| - mean |v|`, in `[0,
///   ln 100]`
/// @param localizationRatio `norm_1/norm_inf`, in `[1, length]`; NaN for a zero vector
/// @param participationRatio `norm_2/norm_4`, in `[1, length^(1/4)]`; NaN for a zero vector
/// @param ipr inverse participation ratio `sum v⁴/(sum v²)²`, in `[1/length, 1]`; NaN for a zero
///   vector
public record VectorMetrics(
    int length,
    double vectorEntropy,
    double discreteEntropy,
    double localizationRatio,
    double participationRatio,
    double ipr) {
  private static final int BINS = 100;

  /// Added by the reference to densities (`constants.py`, `EPSILON`).
  private static final double EPSILON = 1e-10;

  /// @param v at least one finite number; not changed
  /// @return its figures
  /// @throws IllegalArgumentException for an empty vector
  public static VectorMetrics of(double[] v) {
    if (v.length == 0) {
      throw new IllegalArgumentException("a vector needs at least one entry");
    }
    double sum1 = 0;
    double sum2 = 0;
    double sum4 = 0;
    double largest = 0;
    for (double x : v) {
      sum1 += Math.abs(x);
      sum2 += x * x;
      sum4 += x * x * x * x;
      largest = Math.max(largest, Math.abs(x));
    }
    double norm = Math.sqrt(sum2);
    return new VectorMetrics(
        v.length,
        Math.exp(-norm / 2) / Math.sqrt(2 * Math.PI),
        discreteEntropy(v, sum1 / v.length),
        sum1 / largest,
        norm / Math.pow(sum4, 0.25),
        sum4 / (sum2 * sum2));
  }

  private static double discreteEntropy(double[] v, double mean) {
    double[] a = Arrays.stream(v).map(x -> Math.abs(x) - mean).toArray();
    double low = Arrays.stream(a).min().orElse(0);
    double high = Arrays.stream(a).max().orElse(0);
    int[] counts = Histogram.counts(a, BINS, low, high);
    double[] p = new double[BINS];
    double total = 0;
    for (int i = 0; i < BINS; i++) {
      double width = Histogram.edge(i + 1, BINS, low, high) - Histogram.edge(i, BINS, low, high);
      p[i] = counts[i] / width / a.length + EPSILON;
      total += p[i];
    }
    double entropy = 0;
    for (double x : p) {
      entropy -= x / total * Math.log(x / total);
    }
    return entropy;
  }
}
