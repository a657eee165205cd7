package org.weightwatcher.fit;

import java.util.function.DoubleUnaryOperator;
import org.weightwatcher.fit.numeric.ExponentialIntegral;
import org.weightwatcher.fit.numeric.NelderMead;

/// The truncated power law where the reference's simplex stops, with its treatment of what
/// underflows: a likelihood of 0 counts as 1e-307, as does every one of parameters that are not
/// allowed.
///
/// Reference: `powerlaw` 1.5, classes `Distribution` and `Truncated_Power_Law`. Its density knows
/// nothing of an upper end (metrics D42).
final class TruncatedSimplex implements Estimator {
  private static final double SMALLEST = 1e-307;

  @Override
  public Estimate estimate(Tail tail) {
    double[] start = {tail.powerLawAlpha(), tail.count() / tail.sum()};
    double[] best = NelderMead.minimise(x -> -logLikelihood(tail, x[0], x[1]), start);
    double alpha = best[0];
    double lambda = best[1];
    boolean inRange = inRange(alpha, lambda);
    TailLaw law =
        new TailLaw.Truncated(
            alpha,
            lambda,
            Double.NaN,
            alpha < 1.001 || lambda * tail.largest() < 1e-6,
            tail.xmin(),
            tail.end());
    return new Estimate(law, inRange, inRange ? cdf(alpha, lambda, tail) : _ -> SMALLEST);
  }

  private static boolean inRange(double alpha, double lambda) {
    return alpha > 1 && lambda > 0;
  }

  private static double logLikelihood(Tail tail, double alpha, double lambda) {
    if (!inRange(alpha, lambda)) {
      return tail.count() * Math.log(SMALLEST);
    }
    double z = lambda * tail.xmin();
    double logScale = -Math.log(ExponentialIntegral.scaled(alpha, z)) + z - Math.log(tail.xmin());
    double logLargest =
        logScale - alpha * Math.log(tail.largest() / tail.xmin()) - lambda * tail.largest();
    // Densities fall: if the last is safely a normal number, all are.
    if (logLargest > -700 && lambda * tail.largest() < 700) {
      return tail.count() * logScale - alpha * tail.sumLogs() - lambda * tail.sum();
    }
    double normalizer = Math.exp(logScale + alpha * Math.log(tail.xmin()));
    double sum = 0;
    for (int i = 0; i < tail.count(); i++) {
      double x = tail.value(i);
      double density = Math.pow(x, -alpha) * Math.exp(-lambda * x) * normalizer;
      sum += Math.log(density == 0 ? SMALLEST : density);
    }
    return sum;
  }

  private static DoubleUnaryOperator cdf(double alpha, double lambda, Tail tail) {
    double first = below(alpha, lambda, tail.xmin());
    if (first == 1) {
      // The mass of the tail is lost in rounding; the reference then calls everything its end.
      return _ -> 1;
    }
    double whole =
        Double.isInfinite(tail.end())
            ? 1 - first
            : 1 - first - (1 - below(alpha, lambda, tail.end()));
    return x -> (below(alpha, lambda, x) - first) / whole;
  }

  /// `1 - Gamma(1-alpha, lambda x) / lambda^(1-alpha)`.
  private static double below(double alpha, double lambda, double x) {
    double z = lambda * x;
    return 1 - Math.pow(x, 1 - alpha) * Math.exp(-z) * ExponentialIntegral.scaled(alpha, z);
  }
}
