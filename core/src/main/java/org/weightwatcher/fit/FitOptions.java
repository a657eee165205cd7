package org.weightwatcher.fit;

import org.weightwatcher.options.Compat;
import org.weightwatcher.options.FitSettings;
import org.weightwatcher.options.Xmax;

/// How a power law is fitted.
///
/// @param settings what the user asked for
/// @param minEval eigenvalues must be above this, `>= 0`; the reference's `EVALS_THRESH` is 1e-5
/// @param noiseFloor eigenvalues below this are rounding noise of the method that computed them,
///   `>= 0`
/// @param compat whose rules
public record FitOptions(FitSettings settings, double minEval, double noiseFloor, Compat compat) {
  /// Smallest eigenvalue of a fit, absolute, as in the reference (`constants.py`, `EVALS_THRESH`).
  public static final double EVALS_THRESH = 1e-5;

  /// A power law up to an end.
  ///
  /// @param xmax upper end of the fit
  /// @param minEval eigenvalues must be above this
  /// @param noiseFloor eigenvalues below this are rounding noise
  /// @param compat whose rules
  public FitOptions(Xmax xmax, double minEval, double noiseFloor, Compat compat) {
    this(FitSettings.of(xmax), minEval, noiseFloor, compat);
  }

  /// @return every eigenvalue above 1e-5, no upper end, our rules
  public static FitOptions defaults() {
    return new FitOptions(FitSettings.defaults(), EVALS_THRESH, 0, Compat.OFF);
  }
}
