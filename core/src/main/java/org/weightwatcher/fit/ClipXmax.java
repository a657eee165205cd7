package org.weightwatcher.fit;

import java.util.Arrays;
import java.util.Optional;
import org.weightwatcher.fit.TailFit.Fingers;
import org.weightwatcher.options.FingerSettings;

/// Leaves out the largest eigenvalues, one after the other, until alpha falls by a threshold.
///
/// Reference: `weightwatcher.py`, `fit_powerlaw`, `fix_fingers='clip_xmax'`; see
/// [ReferenceClipXmax] for its numbers.
final class ClipXmax {
  /// alpha at which the tail is heavy enough for no finger to matter.
  static final double HEAVY = 2;

  private ClipXmax() {}

  /// @param found the fit that was kept
  /// @param data what it was fitted to
  /// @param fingers what was left out
  record Clipped(Found found, Data data, Fingers fingers) {}

  /// Sorted data of a fit.
  static final class Data {
    private final double[] sorted;

    Data(double[] sorted) {
      this.sorted = sorted;
    }

    /// @return not copied
    double[] sorted() {
      return sorted;
    }
  }

  /// @param data above the threshold, ascending
  /// @param fitter fits what is left
  /// @param forced whether the distribution ends at the largest datum
  /// @param settings most fingers, threshold
  /// @return for `k = 1, 2, …` up to the most fingers or half of the data, the first fit without
  ///   the k largest whose alpha plus the threshold is below that of all; else that of all; empty
  ///   if there is no fit of all
  static Optional<Clipped> clip(
      double[] data, TailFitter fitter, boolean forced, FingerSettings settings) {
    Optional<Found> all = fit(data, 0, fitter, forced);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    double raw = all.get().law().alpha();
    int most = Math.min(settings.maxFingers(), data.length / 2);
    for (int k = 1; k <= most; k++) {
      Optional<Found> less = fit(data, k, fitter, forced);
      if (less.isEmpty()) {
        break;
      }
      double alpha = less.get().law().alpha();
      if (alpha + settings.fingerThresh() < raw) {
        double[] used = Arrays.copyOf(data, data.length - k);
        return Optional.of(new Clipped(less.get(), new Data(used), new Fingers(k, raw)));
      }
      if (alpha <= HEAVY) {
        break;
      }
    }
    return Optional.of(new Clipped(all.get(), new Data(data), new Fingers(0, raw)));
  }

  private static Optional<Found> fit(
      double[] data, int without, TailFitter fitter, boolean forced) {
    double[] used = Arrays.copyOf(data, data.length - without);
    if (used.length < 2) {
      return Optional.empty();
    }
    double end = forced ? used[used.length - 1] : Double.POSITIVE_INFINITY;
    return fitter.fit(used, StartRange.ALL, end);
  }
}
