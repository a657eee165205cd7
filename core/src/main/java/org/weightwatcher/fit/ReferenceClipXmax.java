package org.weightwatcher.fit;

import java.util.Arrays;
import java.util.Optional;
import org.weightwatcher.fit.TailFit.Fingers;
import org.weightwatcher.options.FingerSettings;

/// [ClipXmax] with the reference's numbers (metrics D38): leaving out one eigenvalue is never
/// tried, the count is one less than what was left out, most counts of the user are replaced by 10,
/// and three more fits, whose results nobody sees, can fail the whole.
///
/// Reference: `weightwatcher.py`, `fit_powerlaw`, `fix_fingers='clip_xmax'`.
final class ReferenceClipXmax {
  private static final int MAX_FINGERS = 10;
  private static final int CHECKS = 3;

  private final double[] data;
  private final TailFitter fitter;
  private final boolean forced;
  private final boolean raises;
  private final FingerSettings settings;

  /// @param data above the threshold, ascending
  /// @param fitter fits what is left
  /// @param forced whether the distribution ends at a forced value
  /// @param raises whether a fit of fewer than 2 data raises, as that of the package `ww` does;
  ///   else its alpha is NaN and the search goes on
  /// @param settings most fingers, threshold
  ReferenceClipXmax(
      double[] data, TailFitter fitter, boolean forced, boolean raises, FingerSettings settings) {
    this.data = data;
    this.fitter = fitter;
    this.forced = forced;
    this.raises = raises;
    this.settings = settings;
  }

  /// @param evals number of eigenvalues, below the threshold too
  /// @return the fit; empty where the reference fails
  Optional<ClipXmax.Clipped> clip(int evals) {
    int most = 2L * settings.maxFingers() >= evals ? settings.maxFingers() : MAX_FINGERS;
    int without = lastTried(most);
    if (most <= 2 || fails(0) || fails(without)) {
      return Optional.empty();
    }
    Optional<Found> all = fit(0);
    double raw = alpha(all);
    Optional<Found> last = fit(without);
    if (checksFail(without, alpha(last))) {
      return Optional.empty();
    }
    boolean finger = isFinger(alpha(last), raw);
    Fingers clipped = new Fingers(finger ? without - 1 : 0, raw);
    ClipXmax.Data used = new ClipXmax.Data(finger ? left(without) : data);
    return (finger ? last : all).map(found -> new ClipXmax.Clipped(found, used, clipped));
  }

  /// @return number left out where the search ends: at a finger, a heavy tail, a fit that raises,
  ///   or the last
  private int lastTried(int most) {
    double raw = alpha(fit(0));
    for (int k = 2; k < most - 1; k++) {
      double alpha = alpha(fit(k));
      if (fails(k) || isFinger(alpha, raw) || alpha <= ClipXmax.HEAVY) {
        return k;
      }
    }
    return most - 1;
  }

  private boolean isFinger(double alpha, double raw) {
    return alpha + settings.fingerThresh() < raw;
  }

  private boolean checksFail(int without, double last) {
    for (int k = without + 1; raises && k <= without + CHECKS; k++) {
      if (fails(k)) {
        return true;
      }
      if (Math.abs(alpha(fit(k)) - last) > settings.fingerThresh()) {
        return false;
      }
    }
    return false;
  }

  private boolean fails(int without) {
    return raises && data.length - without < 2;
  }

  private double[] left(int without) {
    return Arrays.copyOf(data, Math.max(0, data.length - without));
  }

  private Optional<Found> fit(int without) {
    double[] used = left(without);
    if (used.length < 2) {
      return Optional.empty();
    }
    // The forced end moves with the clip but lags one behind: it is the smallest value left out.
    double end = data[Math.min(used.length, data.length - 1)];
    return fitter.fit(used, StartRange.ALL, forced ? end : Double.POSITIVE_INFINITY);
  }

  private static double alpha(Optional<Found> found) {
    return found.map(fit -> fit.law().alpha()).orElse(Double.NaN);
  }
}
