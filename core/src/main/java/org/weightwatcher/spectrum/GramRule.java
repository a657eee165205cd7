package org.weightwatcher.spectrum;

/// When the eigenvalues of the Gram matrix are good enough.
///
/// The Gram matrix squares the condition number: its eigenvalues carry an absolute error of at most
/// `eta = 4·sqrt(M)·eps·lambda_max` (measured up to M = 2500: 74·eps·lambda_max, growing like
/// sqrt(M)). If the smallest is at least `1e6·eta`, every eigenvalue is good to 1e-6 relative, in
/// practice to far better. Otherwise ranks, the smallest singular value and the low end of the fit
/// could be noise, and the matrix is decomposed again by a direct SVD.
public final class GramRule {
  private static final double SAFE = 1e6;

  private GramRule() {}

  /// @param lambdaMax largest eigenvalue
  /// @param m order of the Gram matrix
  /// @return absolute error of the eigenvalues of a Gram matrix
  public static double noiseFloor(double lambdaMax, long m) {
    return 4 * Math.sqrt((double) m) * Math.ulp(1.0) * lambdaMax;
  }

  /// @param lambda eigenvalues of a Gram matrix, ascending
  /// @return whether all of them can be used
  static boolean accepts(double[] lambda) {
    double max = lambda[lambda.length - 1];
    return max > 0 && lambda[0] >= SAFE * noiseFloor(max, lambda.length);
  }
}
