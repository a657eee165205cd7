package org.weightwatcher.fit;

/// The power law by maximum likelihood as if there were no upper end. With one, only the
/// distribution function knows of it: the reference's way (metrics D42), right without one.
///
/// Reference: `powerlaw` 1.5, class `Power_Law`.
final class PowerLawEstimator implements Estimator {
  @Override
  public Estimate estimate(Tail tail) {
    double alpha = tail.powerLawAlpha();
    double sigma = (alpha - 1) / Math.sqrt(tail.count());
    TailLaw law = new TailLaw.PowerLaw(alpha, sigma, tail.xmin(), tail.end());
    return new Estimate(law, alpha > 1, law.cdf());
  }
}
