package org.weightwatcher.fit;

import java.util.Arrays;
import org.weightwatcher.fit.TailFit.Reason;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.Xmax;

/// Fits a power law to the tail of a spectrum: xmin by the smallest Kolmogorov-Smirnov distance
/// over all data, alpha by maximum likelihood (Clauset, Shalizi & Newman 2009, with the reference's
/// one-sided distance).
///
/// Reference: `weightwatcher.py`, `fit_powerlaw`, and `WW_powerlaw.py`, class `WWFit`.
public final class PowerLawFit {
  private PowerLawFit() {}

  /// @param evals eigenvalues in any order, not changed
  /// @param options threshold, upper end, rules
  /// @return the fit, or why there is none; O(n log n) for spectra of trained layers, O(n²) at
  ///   worst
  public static TailFit fit(double[] evals, FitOptions options) {
    double[] sorted = evals.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0 && !Double.isFinite(sorted[sorted.length - 1])) {
      return new TailFit.NotFitted(Reason.NOT_FINITE, "an eigenvalue is not finite");
    }
    if (!options.compat().reference() && sorted.length > 0 && !(sorted[sorted.length - 1] > 0)) {
      return new TailFit.NotFitted(
          Reason.DEGENERATE, "all %d eigenvalues are 0".formatted(sorted.length));
    }
    return switch (options.xmax()) {
      case Xmax.None() -> fitAll(sorted, sorted, options);
      case Xmax.DropLargest(int count) when count <= sorted.length / 2.0 ->
          fitAll(Arrays.copyOf(sorted, sorted.length - count), sorted, options);
      case Xmax.DropLargest(int count) when options.compat().reference() ->
          fitUpTo(count, sorted, options);
      case Xmax.DropLargest(int count) ->
          new TailFit.NotFitted(
              Reason.XMAX_TOO_LARGE,
              "xmax too large: %d of %d eigenvalues would be left out"
                  .formatted(count, sorted.length));
    };
  }

  private static TailFit fitAll(double[] kept, double[] all, FitOptions options) {
    double threshold = threshold(kept, options);
    double[] data = above(kept, threshold);
    return search(data, kept, all, threshold, options.compat());
  }

  /// The reference takes a count of more than half as a value: the datum nearest to it ends the
  /// fit.
  private static TailFit fitUpTo(double value, double[] sorted, FitOptions options) {
    double[] data = above(sorted, options.minEval());
    int nearest = 0;
    for (int i = 1; i < data.length; i++) {
      if (Math.abs(data[i] - value) < Math.abs(data[nearest] - value)) {
        nearest = i;
      }
    }
    double[] used = Arrays.copyOf(data, data.length == 0 ? 0 : nearest + 1);
    return search(used, sorted, sorted, options.minEval(), options.compat());
  }

  private static TailFit search(
      double[] data, double[] kept, double[] all, double threshold, Compat compat) {
    if (data.length < 2) {
      return new TailFit.NotFitted(
          Reason.TOO_FEW_EIGENVALUES,
          "%d of %d eigenvalues above %s, a fit needs 2"
              .formatted(data.length, all.length, Double.toString(threshold)));
    }
    if (!compat.reference() && data[0] == data[data.length - 1]) {
      return new TailFit.NotFitted(
          Reason.DEGENERATE, "degenerate: all %d eigenvalues are equal".formatted(data.length));
    }
    XminSearch.Best best = XminSearch.search(data);
    int tail = data.length - best.index();
    return new TailFit.Fitted(
        best.alpha(),
        (best.alpha() - 1) / Math.sqrt(tail),
        data[best.index()],
        data[data.length - 1],
        best.distance(),
        tail,
        countFrom(kept, data[best.index()]));
  }

  /// An absolute threshold loses every eigenvalue of a layer with small weights; then it follows
  /// the largest one (our rule; the reference always takes `minEval`).
  private static double threshold(double[] sorted, FitOptions options) {
    if (options.compat().reference() || sorted.length == 0) {
      return options.minEval();
    }
    double largest = sorted[sorted.length - 1];
    boolean small =
        sorted.length - firstAbove(sorted, options.minEval()) < 2
            || largest < 100 * options.minEval();
    return small && options.minEval() > 0
        ? Math.max(1e-10 * largest, options.noiseFloor())
        : options.minEval();
  }

  private static double[] above(double[] sorted, double threshold) {
    return Arrays.copyOfRange(sorted, firstAbove(sorted, threshold), sorted.length);
  }

  private static int firstAbove(double[] sorted, double threshold) {
    int first = 0;
    while (first < sorted.length && !(sorted[first] > threshold)) {
      first++;
    }
    return first;
  }

  private static int countFrom(double[] sorted, double xmin) {
    int first = 0;
    while (first < sorted.length && sorted[first] < xmin) {
      first++;
    }
    return sorted.length - first;
  }
}
