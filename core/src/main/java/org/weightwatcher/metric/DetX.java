package org.weightwatcher.metric;

import java.util.Arrays;

/// How many of the largest eigenvalues have a product of 1, the determinant condition of SETOL.
///
/// Reference: `RMT_Util.py`, `detX_constraint`; `weightwatcher.py`, `apply_detX`. It multiplies
/// doubles, which over- and underflow; ours adds logarithms.
///
/// @param num smallest k for which the product of the k largest eigenvalues is below 1; n if there
///   is none; 0 where there are fewer than 2 different eigenvalues
/// @param index where these begin in the ascending eigenvalues
/// @param best the k whose product is nearest to 1 on a logarithmic scale; 0 where num is 0
public record DetX(int num, int index, int best) {
  private static final DetX NONE = new DetX(0, 0, 0);

  /// @param evals ascending, not negative
  /// @return the counts; a zero eigenvalue makes every product that holds it 0
  public static DetX of(double[] evals) {
    if (degenerate(evals)) {
      return NONE;
    }
    int n = evals.length;
    int num = n;
    int best = 1;
    double sum = 0;
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 1; k <= n; k++) {
      sum += Math.log(evals[n - k]);
      if (Math.abs(sum) < nearest) {
        nearest = Math.abs(sum);
        best = k;
      }
      if (sum < 0) {
        num = k;
        break;
      }
    }
    return new DetX(num, n - num, best);
  }

  /// @param evals ascending, not negative
  /// @return the reference's counts, from products in ascending order; it never multiplies all
  ///   eigenvalues
  public static DetX ofReference(double[] evals) {
    if (degenerate(evals)) {
      return NONE;
    }
    int n = evals.length;
    for (int index = n - 1; index >= 1; index--) {
      if (product(evals, index) < 1) {
        return new DetX(n - index, index, of(evals).best());
      }
    }
    return new DetX(n, 1, of(evals).best());
  }

  /// An underflow stays: no later factor is infinite.
  private static double product(double[] evals, int from) {
    double product = 1;
    for (int i = from; i < evals.length && product != 0; i++) {
      product *= evals[i];
    }
    return product;
  }

  /// @param evals ascending
  /// @return the same divided by their mean
  public static double[] rescaled(double[] evals) {
    double sum = Arrays.stream(evals).sum();
    return Arrays.stream(evals).map(e -> e * evals.length / sum).toArray();
  }

  private static boolean degenerate(double[] evals) {
    return evals.length < 2 || !(evals[0] < evals[evals.length - 1]);
  }
}
