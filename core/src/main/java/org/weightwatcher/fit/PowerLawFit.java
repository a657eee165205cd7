package org.weightwatcher.fit;

import java.util.Arrays;
import org.weightwatcher.fit.TailFit.Reason;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;

/// Fits a power law, plain or truncated, to the tail of a spectrum: xmin by the smallest
/// Kolmogorov-Smirnov distance over all data, the law by maximum likelihood (Clauset, Shalizi &
/// Newman 2009, with the reference's one-sided distance).
///
/// Reference: `weightwatcher.py`, `fit_powerlaw`, and `WW_powerlaw.py`, class `WWFit`.
public final class PowerLawFit {
  private PowerLawFit() {}

  /// @param evals eigenvalues in any order, not changed
  /// @param options what is fitted and how, threshold, rules
  /// @return the fit, or why there is none; a plain power law takes O(n log n) for spectra of
  ///   trained layers and O(n²) at worst, a truncated one n small optimisations
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
    return switch (options.settings().xmax()) {
      case Xmax.None() -> fitAll(sorted, options, Double.POSITIVE_INFINITY);
      case Xmax.Force() -> fitAll(sorted, options, largest(sorted));
      case Xmax.DropLargest(int count) when count <= sorted.length / 2.0 ->
          fitAll(Arrays.copyOf(sorted, sorted.length - count), options, Double.POSITIVE_INFINITY);
      case Xmax.DropLargest(int count) when options.compat().reference() ->
          fitUpTo(count, sorted, options);
      case Xmax.DropLargest(int count) ->
          new TailFit.NotFitted(
              Reason.XMAX_TOO_LARGE,
              "xmax too large: %d of %d eigenvalues would be left out"
                  .formatted(count, sorted.length));
    };
  }

  private static TailFit fitAll(double[] kept, FitOptions options, double end) {
    double threshold = threshold(kept, options);
    return new FitRun(kept, threshold, options).fit(above(kept, threshold), end);
  }

  /// The reference takes a count of more than half as a value: the datum nearest to it ends the
  /// fit; with the package `powerlaw`, the value itself.
  private static TailFit fitUpTo(double value, double[] sorted, FitOptions options) {
    double[] data = above(sorted, options.minEval());
    FitRun run = new FitRun(sorted, options.minEval(), options);
    if (options.settings().plPackage() == PlPackage.POWERLAW) {
      int count = (int) Arrays.stream(data).filter(x -> x <= value).count();
      return run.fit(Arrays.copyOf(data, count), value);
    }
    int nearest = 0;
    for (int i = 1; i < data.length; i++) {
      if (Math.abs(data[i] - value) < Math.abs(data[nearest] - value)) {
        nearest = i;
      }
    }
    double[] used = Arrays.copyOf(data, data.length == 0 ? 0 : nearest + 1);
    return run.fit(used, Double.POSITIVE_INFINITY);
  }

  private static double largest(double[] sorted) {
    return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length - 1];
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
}
