package org.weightwatcher.options;

import java.io.Serializable;
import org.weightwatcher.error.OptionException;

/// How the eigenvalues of a layer are computed.
///
/// @param svd method
/// @param convNorm whether the weights of convolutions are multiplied by `sqrt(1/2)`, per kernel
///   position by `sqrt(rf/2)`, as the reference does
/// @param pool whether the eigenvalues of all matrices of a layer make one row
/// @param inverse whether `1/lambda` takes the place of `lambda`
/// @param tolerance eigenvalues below it count as nearly lost
/// @param glorotFix whether weights are multiplied by `sqrt((N+M) rf/2)` instead; the reference has
///   the option, but it does nothing there
public record SpectrumSettings(
    SvdMethod svd,
    boolean convNorm,
    boolean pool,
    boolean inverse,
    double tolerance,
    boolean glorotFix)
    implements Serializable {
  /// Tolerance of the reference, also when it is given 0.
  static final double REFERENCE_TOLERANCE = 1e-6;

  /// @param compat whose rules
  /// @return the threshold of `weak_rank_loss`
  public double weakRankTolerance(Compat compat) {
    return compat.reference() && tolerance == 0 ? REFERENCE_TOLERANCE : tolerance;
  }

  /// @return the method that is used: an inverse needs the smallest values accurately
  public SvdMethod effectiveSvd() {
    return inverse ? SvdMethod.ACCURATE : svd;
  }

  /// @param extras steps on request
  /// @throws OptionException when a value is out of range or two options contradict
  void check(ExtraSettings extras) {
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw new OptionException("--tolerance must be >= 0 and finite but was " + tolerance);
    }
    if (inverse && extras.vectors()) {
      throw new OptionException("--inverse cannot be combined with --vectors");
    }
  }
}
