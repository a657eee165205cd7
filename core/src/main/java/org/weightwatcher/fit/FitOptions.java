package org.weightwatcher.fit;

import org.weightwatcher.options.Compat;
import org.weightwatcher.options.Xmax;

/// How a power law is fitted.
///
/// @param xmax upper end of the fit
/// @param minEval eigenvalues must be above this, `>= 0`; the reference's `EVALS_THRESH` is 1e-5
/// @param noiseFloor eigenvalues below this are rounding noise of the method that computed them,
///   `>= 0`
/// @param compat whose rules
public record FitOptions(Xmax xmax, double minEval, double noiseFloor, Compat compat) {
  /// Smallest eigenvalue of a fit, absolute, as in the reference (`constants.py`, `EVALS_THRESH`).
  public static final double EVALS_THRESH = 1e-5;

  /// @return every eigenvalue above 1e-5, no upper end, our rules
  public static FitOptions defaults() {
    return new FitOptions(new Xmax.None(), EVALS_THRESH, 0, Compat.OFF);
  }
}
