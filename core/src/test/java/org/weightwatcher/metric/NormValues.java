package org.weightwatcher.metric;

/// Gives tests of other packages what only rows show otherwise.
public final class NormValues {
  private NormValues() {}

  /// `log10(sum lambda^alpha)` for an alpha that no fit chose.
  public static double logAlphaNorm(double[] evals, long n, double alpha) {
    return new NormMetrics(evals, n).logAlphaNorm(alpha);
  }
}
