package org.weightwatcher.metric;

import java.util.Arrays;

/// Jensen-Shannon distances, natural logarithm: `sqrt((KL(p||m) + KL(q||m)) / 2)`, in `[0, sqrt(ln
/// 2)]` for distributions.
final class JensenShannon {
  /// As many as the reference takes for its histograms.
  private static final int BINS = 100;

  private JensenShannon() {}

  /// The reference's distance of two lists of eigenvalues, taken as if they were probabilities; the
  /// mixture is made before anything is normalised (`RMT_Util.py`, `jensen_shannon_distance`).
  ///
  /// @param p ascending, `>= 0`
  /// @param q ascending, `>= 0`, as many
  /// @return the distance; NaN when a sum is not positive
  static double ofLists(double[] p, double[] q) {
    double[] mixture = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      mixture[i] = (p[i] + q[i]) / 2;
    }
    // Rounding may leave a tiny negative divergence of equal lists.
    double divergence = (divergence(p, mixture) + divergence(q, mixture)) / 2;
    return Math.sqrt(divergence < 0 && divergence > -Math.ulp(1.0) ? 0 : divergence);
  }

  /// @param x eigenvalues
  /// @param y other eigenvalues, any number
  /// @return distance of the histograms of `log10` of the positive ones over their common range;
  ///   NaN when one list has none
  static double ofDensities(double[] x, double[] y) {
    double[] a = logs(x);
    double[] b = logs(y);
    if (a.length == 0 || b.length == 0) {
      return Double.NaN;
    }
    double low = Math.min(min(a), min(b));
    double high = Math.max(max(a), max(b));
    return ofLists(
        shares(Histogram.counts(a, BINS, low, high), a.length),
        shares(Histogram.counts(b, BINS, low, high), b.length));
  }

  private static double divergence(double[] a, double[] b) {
    double sumA = sum(a);
    double sumB = sum(b);
    double result = 0;
    for (int i = 0; i < a.length; i++) {
      double share = a[i] / sumA;
      // NaN of a zero list must not vanish here.
      if (share != 0) {
        result += share * Math.log(share / (b[i] / sumB));
      }
    }
    return result;
  }

  private static double[] shares(int[] counts, int total) {
    return Arrays.stream(counts).mapToDouble(count -> (double) count / total).toArray();
  }

  private static double[] logs(double[] values) {
    return Arrays.stream(values).filter(v -> v > 0).map(Math::log10).toArray();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }
}
