package org.weightwatcher.spectrum;

import java.util.Arrays;

/// Puts `1/lambda` in the place of `lambda`.
final class Inversion {
  private Inversion() {}

  /// @param evals eigenvalues
  /// @param n the layer's N
  /// @return the inverses of those that are not lost, `lambda > (N eps)² max(lambda)`, ascending
  static double[] ofKept(double[] evals, long n) {
    double max = Arrays.stream(evals).max().orElse(0);
    double relative = n * Math.ulp(1.0);
    double lost = relative * relative * max;
    return Arrays.stream(evals).filter(x -> x > lost).map(x -> 1 / x).sorted().toArray();
  }

  /// The reference's way: everything so far, again with every matrix.
  ///
  /// @param pool eigenvalues, changed in place
  /// @param filled how many
  static void ofAll(double[] pool, int filled) {
    for (int i = 0; i < filled; i++) {
      pool[i] = 1 / pool[i];
    }
  }
}
