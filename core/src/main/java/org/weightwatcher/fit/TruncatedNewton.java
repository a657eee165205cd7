package org.weightwatcher.fit;

import org.weightwatcher.fit.numeric.TruncatedMoments;

/// The truncated power law `x^-alpha e^(-lambda x)` by maximum likelihood, `alpha > 1`, `lambda >
/// 0`.
///
/// With `y = x/xmin`, `z = lambda·xmin` the mean log-likelihood is `-alpha·mean ln y - z·mean(y-1)
/// - ln mass(alpha, z)` up to a constant: an exponential family, so that it is concave and Newton's
///   method with the moments of [TruncatedMoments] finds its only maximum. Steps in z are taken in
///   `ln z`, which spans many decades. Where the likelihood rises towards a bound the search ends
///   on it (`alpha = 1 + 1e-9`, `lambda·largest = 1e-9`), and the result says so. Each search
///   starts from the neighbouring xmin.
final class TruncatedNewton implements Estimator {
  private static final double LEAST_EXCESS = 1e-9;
  private static final double LEAST_DECAY = 1e-9;
  private static final double ALPHA_BOUND = 1.001;
  private static final double DECAY_BOUND = 1e-6;
  private static final int MOST_STEPS = 200;

  /// The error after a step of Newton's method is about its square.
  private static final double LAST_STEP = 1e-8;

  private static final double SHORTEST = 1e-6;

  private boolean started;
  private double alpha;
  private double lambda;

  @Override
  public Estimate estimate(Tail tail) {
    if (!started) {
      alpha = tail.powerLawAlpha();
      lambda = tail.count() / tail.sum();
      started = true;
    }
    Search search = new Search(tail, alpha, lambda * tail.xmin());
    search.run();
    alpha = search.a;
    lambda = search.z / tail.xmin();
    boolean atBound = alpha < ALPHA_BOUND || lambda * tail.largest() < DECAY_BOUND;
    TailLaw law =
        new TailLaw.Truncated(
            alpha, lambda, atBound ? Double.NaN : search.sigma(), atBound, tail.xmin(), tail.end());
    return new Estimate(law, true, law.cdf());
  }

  /// A step.
  ///
  /// @param a of alpha
  /// @param logZ of `ln z`
  private record Direction(double a, double logZ) {}

  /// One maximisation.
  private static final class Search {
    private final int count;
    private final double meanLog;
    private final double mean;
    private final double end;
    private final double leastZ;
    private double a;
    private double z;
    private TruncatedMoments moments;

    Search(Tail tail, double a, double z) {
      count = tail.count();
      meanLog = tail.sumLogs() / count;
      mean = (tail.sum() - count * tail.xmin()) / (count * tail.xmin());
      end = Math.log(tail.end() / tail.xmin());
      leastZ = LEAST_DECAY * tail.xmin() / tail.largest();
      this.a = Math.max(a, 1 + LEAST_EXCESS);
      this.z = Math.max(z, leastZ);
      moments = TruncatedMoments.of(this.a, this.z, end);
    }

    void run() {
      for (int i = 0; i < MOST_STEPS; i++) {
        Direction direction = direction();
        double scale = scale(direction);
        boolean small =
            Math.abs(direction.a()) <= LAST_STEP * (a - 1)
                && Math.abs(direction.logZ()) <= LAST_STEP;
        if (!move(direction, scale) || small) {
          return;
        }
      }
    }

    /// The step of Newton's method in the parameters that are not held by a bound.
    private Direction direction() {
      double slopeA = moments.meanLog() - meanLog;
      double slopeZ = moments.mean() - mean;
      boolean lowA = a <= 1 + LEAST_EXCESS;
      boolean lowZ = z <= leastZ;
      double cross = moments.covariance();
      double determinant = moments.varLog() * moments.var() - cross * cross;
      double da = (slopeA * moments.var() - slopeZ * cross) / determinant;
      double dz = (slopeZ * moments.varLog() - slopeA * cross) / determinant;
      if (!(lowA && da < 0) && !(lowZ && dz < 0)) {
        return new Direction(da, dz / z);
      }
      double onlyA = lowA && slopeA < 0 ? 0 : slopeA / moments.varLog();
      double onlyZ = lowZ && slopeZ < 0 ? 0 : slopeZ / moments.var() / z;
      // Along one bound or the other: the one that the slope asks for.
      boolean holdZ = lowZ && (slopeZ < 0 || !lowA);
      return holdZ ? new Direction(onlyA, 0) : new Direction(0, onlyZ);
    }

    /// How much of a step stays within the bounds and near enough for the quadratic to say
    /// something about the function.
    private double scale(Direction direction) {
      double da = direction.a();
      double dq = direction.logZ();
      double scale = 1;
      scale = Math.min(scale, Math.max(1, a - 1) / Math.abs(da));
      scale = Math.min(scale, 3 / Math.abs(dq));
      if (da < 0) {
        scale = Math.min(scale, (a - 1 - LEAST_EXCESS) / -da);
      }
      if (dq < 0) {
        scale = Math.min(scale, Math.log(z / leastZ) / -dq);
      }
      return scale;
    }

    private boolean move(Direction direction, double scale) {
      for (double part = scale; part > SHORTEST * scale; part /= 2) {
        if (accept(a + part * direction.a(), z * Math.exp(part * direction.logZ()))) {
          return true;
        }
      }
      return false;
    }

    private boolean accept(double newA, double newZ) {
      double boundedA = Math.max(newA, 1 + LEAST_EXCESS);
      double boundedZ = Math.max(newZ, leastZ);
      TruncatedMoments next = TruncatedMoments.of(boundedA, boundedZ, end);
      double before = likelihood(a, z, moments);
      double rounding = 1e-14 * (1 + Math.abs(before));
      if (!(likelihood(boundedA, boundedZ, next) >= before - rounding)) {
        return false;
      }
      a = boundedA;
      z = boundedZ;
      moments = next;
      return true;
    }

    private double likelihood(double atA, double atZ, TruncatedMoments at) {
      return -atA * meanLog - atZ * mean - at.logMass();
    }

    /// @return root of alpha's entry of the inverse of the observed information
    double sigma() {
      double determinant =
          moments.varLog() * moments.var() - moments.covariance() * moments.covariance();
      return Math.sqrt(moments.var() / determinant / count);
    }
  }
}
