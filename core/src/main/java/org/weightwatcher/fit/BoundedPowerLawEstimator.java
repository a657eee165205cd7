package org.weightwatcher.fit;

/// The power law on `[xmin, end]` by maximum likelihood.
///
/// alpha solves `mean ln(x/xmin) = g(alpha)` with `g(a) = 1/(a-1) - L/(r^(a-1) - 1)`, `r =
/// end/xmin`, `L = ln r`. g falls from `L/2` at 1 to 0, so that there is one root above 1, or none
/// when the tail is heavier than `1/x`. The standard error follows from the observed information `n
/// (1/(a-1)² - L² r^(a-1)/(r^(a-1) - 1)²)`.
final class BoundedPowerLawEstimator implements Estimator {
  private static final double LEAST = 1.0001;
  private static final double MOST = 50;
  private static final int HALVINGS = 60;

  @Override
  public Estimate estimate(Tail tail) {
    double mean = tail.sumLogs() / tail.count();
    double length = Math.log(tail.end() / tail.xmin());
    double low = LEAST;
    double high = MOST;
    boolean inRange = meanLog(low, length) > mean && meanLog(high, length) < mean;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (meanLog(middle, length) > mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double alpha = (low + high) / 2;
    double growth = Math.expm1((alpha - 1) * length);
    double information =
        1 / ((alpha - 1) * (alpha - 1)) - length * length * (growth + 1) / (growth * growth);
    double sigma = inRange ? 1 / Math.sqrt(tail.count() * information) : Double.NaN;
    TailLaw law = new TailLaw.PowerLaw(alpha, sigma, tail.xmin(), tail.end());
    return new Estimate(law, inRange, law.cdf());
  }

  private static double meanLog(double alpha, double length) {
    return 1 / (alpha - 1) - length / Math.expm1((alpha - 1) * length);
  }
}
