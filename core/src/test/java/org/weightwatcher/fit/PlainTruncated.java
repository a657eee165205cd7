package org.weightwatcher.fit;

import java.util.function.DoubleUnaryOperator;

/// The truncated power law in the plainest way, to judge the fast one: the integral by Simpson's
/// rule, the maximum by thirds. The logarithm of the likelihood is concave, so that the best rate
/// of each exponent, and then the best exponent, lie between the best thirds.
///
/// @param alpha exponent, from 1 to 60
/// @param lambda rate
/// @param likelihood mean log-likelihood of `x/xmin`
record PlainTruncated(double alpha, double lambda, double likelihood) {
  private static final int STEPS = 300;
  private static final int THIRDS = 45;

  /// @param tail ascending, the first is xmin
  /// @param end of the distribution; infinite for none
  static PlainTruncated of(double[] tail, double end) {
    double a = largest(x -> likelihood(tail, end, x, rate(tail, end, x)), 1 + 1e-9, 60);
    double z = rate(tail, end, a);
    return new PlainTruncated(a, z / tail[0], likelihood(tail, end, a, z));
  }

  /// @param tail the same
  /// @param end the same
  /// @param x from xmin to the end
  /// @return the share below
  double cdf(double[] tail, double end, double x) {
    double z = lambda * tail[0];
    double whole = integral(alpha, z, top(alpha, z, end / tail[0]));
    double part = Math.min(Math.log(x / tail[0]), top(alpha, z, end / tail[0]));
    return integral(alpha, z, part) / whole;
  }

  /// @param tail ascending
  /// @param end of the distribution
  /// @param a exponent
  /// @param z rate times xmin
  /// @return mean log-likelihood of `x/xmin`
  static double likelihood(double[] tail, double end, double a, double z) {
    double sum = 0;
    for (double x : tail) {
      sum -= a * Math.log(x / tail[0]) + z * (x / tail[0] - 1);
    }
    return sum / tail.length - Math.log(integral(a, z, top(a, z, end / tail[0])));
  }

  private static double rate(double[] tail, double end, double a) {
    double least = Math.log(1e-9 * tail[0] / tail[tail.length - 1]);
    return Math.exp(largest(q -> likelihood(tail, end, a, Math.exp(q)), least, Math.log(1e3)));
  }

  private static double top(double a, double z, double ratio) {
    double top = Math.min(Math.log(ratio), Math.log1p(50 / z));
    return a > 1.5 ? Math.min(top, 50 / (a - 1)) : top;
  }

  /// `t^-a e^(-z (t-1))` from 1 to `e^top`.
  private static double integral(double a, double z, double top) {
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      double u = top * i / STEPS;
      double weight = i == 0 || i == STEPS ? 1 : 2 + 2 * (i % 2);
      sum += weight * Math.exp((1 - a) * u - z * Math.expm1(u));
    }
    return sum * top / STEPS / 3;
  }

  private static double largest(DoubleUnaryOperator function, double low, double high) {
    double from = low;
    double to = high;
    for (int i = 0; i < THIRDS; i++) {
      double left = from + (to - from) / 3;
      double right = to - (to - from) / 3;
      if (function.applyAsDouble(left) < function.applyAsDouble(right)) {
        from = left;
      } else {
        to = right;
      }
    }
    return (from + to) / 2;
  }
}
