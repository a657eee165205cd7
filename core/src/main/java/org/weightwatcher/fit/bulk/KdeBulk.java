package org.weightwatcher.fit.bulk;

import java.util.Arrays;
import java.util.Optional;
import org.weightwatcher.fit.numeric.NelderMead;

/// Fits the law of the bulk to a kernel density by least squares: the reference's method.
///
/// The density is computed once, at 1000 points; for every sigma only the law is. A grid gives the
/// start, the simplex of Nelder and Mead the end. Reference: `RMT_Util.py`, `fit_mp_findspikes` and
/// `fit_density_with_range`; `weightwatcher.py`, `apply_mp_fit`.
final class KdeBulk {
  private static final double BANDWIDTH = 0.1;
  private static final int POINTS = 1000;

  /// Points with less density do not count.
  private static final double LEAST_DENSITY = 0.01;

  /// Cost per point of a bulk that does not span the density.
  private static final double MISFIT = 1e6;

  private final BulkLaw law;
  private final double[] points;
  private final double[] density;

  private KdeBulk(double[] values, BulkLaw law) {
    this.law = law;
    double end = Arrays.stream(values).max().orElse(0) + 0.5;
    double[] all = new double[POINTS];
    Arrays.setAll(all, i -> i == POINTS - 1 ? end : i * (end / (POINTS - 1)));
    double[] estimate = new KernelDensity(values, BANDWIDTH).at(all);
    int good = 0;
    for (int i = 0; i < POINTS; i++) {
      if (estimate[i] > LEAST_DENSITY) {
        all[good] = all[i];
        estimate[good++] = estimate[i];
      }
    }
    this.points = Arrays.copyOf(all, good);
    this.density = Arrays.copyOf(estimate, good);
  }

  /// @param evals at least one, with a positive, finite sum
  /// @param n one side of a matrix
  /// @param m the other side
  /// @param law of the bulk
  /// @return the fit; empty when no point has enough density
  static Optional<MarchenkoPastur> fit(double[] evals, long n, long m, BulkLaw law) {
    double scale = Math.sqrt((double) evals.length) / Math.sqrt(Arrays.stream(evals).sum());
    double[] x = Arrays.stream(evals).map(e -> scale * scale * e).toArray();
    double[] fitted = law.ofSingularValues() ? Arrays.stream(x).map(Math::sqrt).toArray() : x;
    KdeBulk bulk = new KdeBulk(fitted, law);
    if (bulk.points.length == 0) {
      return Optional.empty();
    }
    double largest = Arrays.stream(x).max().orElse(0);
    double root = 1 / Math.sqrt((double) n / m);
    double guess = Math.sqrt(largest / ((1 + root) * (1 + root)));
    double[] best =
        NelderMead.minimise(sigma -> bulk.cost(sigma[0]), new double[] {bulk.bestOfGrid(guess)});
    double sigma = best[0];
    double bulkMax = square(sigma * (1 + root));
    // The reference's allowance; it is not the Tracy-Widom scale, but part of the method.
    double allowance = Math.sqrt(root * Math.cbrt(square(bulkMax)) / Math.cbrt((double) m * m));
    long spikes = Arrays.stream(x).filter(e -> e > bulkMax + allowance).count();
    return Optional.of(
        new MarchenkoPastur(
            (int) spikes,
            sigma,
            square(sigma * (1 - root)) / square(scale),
            bulkMax / square(scale),
            bulkMax / largest,
            scale));
  }

  private double bestOfGrid(double guess) {
    double start = 0.05 * guess;
    double step = 0.01 * guess;
    int count = (int) Math.ceil((2 * guess - start) / step);
    double best = start;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double sigma = start + i * step;
      double cost = cost(sigma);
      if (cost < least) {
        least = cost;
        best = sigma;
      }
    }
    return best;
  }

  private double cost(double sigma) {
    if (law instanceof BulkLaw.Rectangular rectangular && misses(rectangular, sigma)) {
      return MISFIT * points.length;
    }
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      sum += square(law.density(points[i], sigma) - density[i]);
    }
    return sum;
  }

  /// The bulk must hold the peak of the density and end within its points.
  private boolean misses(BulkLaw.Rectangular rectangular, double sigma) {
    double peak = points[peak()];
    double upper = rectangular.upper(sigma);
    return upper < peak || upper > points[points.length - 1] || rectangular.lower(sigma) > peak;
  }

  /// The first of the highest points; on a plateau the last bit of the density decides.
  private int peak() {
    int peak = 0;
    for (int i = 1; i < density.length; i++) {
      if (density[i] > density[peak]) {
        peak = i;
      }
    }
    return peak;
  }

  private static double square(double x) {
    return x * x;
  }
}
