package org.weightwatcher.fit;

import java.util.function.DoubleUnaryOperator;
import org.weightwatcher.fit.numeric.ExponentialIntegral;

/// The distribution fitted to a tail.
public sealed interface TailLaw {
  /// @return exponent of the density
  double alpha();

  /// @return standard error of alpha; NaN where it is not defined
  double sigma();

  /// @return the share of the tail below a value in `[xmin, end]`
  DoubleUnaryOperator cdf();

  /// Density `~ x^-alpha` on `xmin <= x <= end`.
  ///
  /// @param alpha exponent, above 1
  /// @param sigma standard error of alpha
  /// @param xmin start, positive
  /// @param end upper end; infinite for none
  record PowerLaw(double alpha, double sigma, double xmin, double end) implements TailLaw {
    /// `1 - (x/xmin)^(1-alpha)`, divided by the same at the end.
    @Override
    public DoubleUnaryOperator cdf() {
      double whole = Double.isInfinite(end) ? 1 : below(end);
      return x -> below(x) / whole;
    }

    private double below(double x) {
      // Also for an infinite alpha, where the power is NaN.
      return x == xmin ? 0 : 1 - Math.pow(x / xmin, 1 - alpha);
    }
  }

  /// Density `~ x^-alpha e^(-lambda x)` on `xmin <= x <= end`.
  ///
  /// @param alpha exponent, above 1
  /// @param lambda rate, positive, inverse unit of the eigenvalues
  /// @param sigma standard error of alpha: root of its entry in the inverse of the observed
  ///   information; NaN at a bound, and always with the reference's rules
  /// @param atBound whether alpha is below 1.001 or the rate does nothing within the data (lambda
  ///   times the largest datum below 1e-6): then the numbers say where the search ended
  /// @param xmin start, positive
  /// @param end upper end; infinite for none
  record Truncated(
      double alpha, double lambda, double sigma, boolean atBound, double xmin, double end)
      implements TailLaw {
    /// `1 - g(x)/g(xmin)` with `g(x) = x^(1-alpha) E_alpha(lambda x)`, divided by the same at the
    /// end.
    @Override
    public DoubleUnaryOperator cdf() {
      double first = ExponentialIntegral.scaled(alpha, lambda * xmin);
      double whole = Double.isInfinite(end) ? 1 : below(end, first);
      return x -> below(x, first) / whole;
    }

    private double below(double x, double first) {
      double power = Math.pow(x / xmin, 1 - alpha) * Math.exp(-lambda * (x - xmin));
      return x == xmin ? 0 : 1 - power * ExponentialIntegral.scaled(alpha, lambda * x) / first;
    }
  }
}
