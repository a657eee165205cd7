package org.weightwatcher.fit;

import java.util.Optional;
import java.util.function.Supplier;
import org.weightwatcher.fit.TailFit.Fingers;
import org.weightwatcher.fit.TailFit.Reason;
import org.weightwatcher.options.FingerSettings;
import org.weightwatcher.options.FitSettings;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;

/// One fit: chooses the way to fit and the treatment of fingers that the options ask for.
final class FitRun {
  private final double[] kept;
  private final double threshold;
  private final FitOptions options;
  private final FitSettings settings;

  /// @param kept eigenvalues without those that `xmax` leaves out, ascending; not copied
  /// @param threshold the data are those above it
  /// @param options what is fitted and how
  FitRun(double[] kept, double threshold, FitOptions options) {
    this.kept = kept;
    this.threshold = threshold;
    this.options = options;
    this.settings = options.settings();
  }

  /// @param data above the threshold, ascending
  /// @param end upper end of the distribution; infinite for none
  /// @return the fit, or why there is none
  TailFit fit(double[] data, double end) {
    if (data.length < 2) {
      return new TailFit.NotFitted(
          Reason.TOO_FEW_EIGENVALUES,
          "%d of %d eigenvalues above %s, a fit needs 2"
              .formatted(data.length, kept.length, Double.toString(threshold)));
    }
    if (!reference() && data[0] == data[data.length - 1]) {
      return new TailFit.NotFitted(
          Reason.DEGENERATE, "degenerate: all %d eigenvalues are equal".formatted(data.length));
    }
    return switch (settings.fixFingers()) {
      case NONE -> result(fitter().fit(data, StartRange.ALL, end), data);
      case XMIN_PEAK -> fitAtPeak(data, end);
      case CLIP_XMAX -> fitClipped(data);
    };
  }

  private boolean reference() {
    return options.compat().reference();
  }

  private boolean forced() {
    return settings.xmax() instanceof Xmax.Force;
  }

  private TailFitter fitter() {
    Supplier<Estimator> estimator =
        switch (settings.kind()) {
          case TPL, E_TPL -> reference() ? TruncatedSimplex::new : TruncatedNewton::new;
          case PL ->
              forced() && !reference() ? BoundedPowerLawEstimator::new : PowerLawEstimator::new;
        };
    boolean own = settings.plPackage() == PlPackage.WW && !settings.kind().truncated();
    return own ? new WeightWatcherFitter() : new DistinctFitter(estimator, reference());
  }

  private TailFit fitAtPeak(double[] data, double end) {
    if (reference() && settings.plPackage() == PlPackage.WW) {
      return new TailFit.NotFitted(
          Reason.REFERENCE_FAILS,
          "the reference cannot combine --fix-fingers %s with --pl-package %s"
              .formatted(FixFingers.XMIN_PEAK.word(), PlPackage.WW.word()));
    }
    double most = settings.fingers().xminMax().orElse(Double.POSITIVE_INFINITY);
    StartRange range = XminPeak.range(data, most, options.compat());
    Optional<Found> found = fitter().fit(data, range, end);
    if (found.isEmpty()) {
      return new TailFit.NotFitted(
          Reason.NO_START,
          "no eigenvalue from %s to %s can start the tail"
              .formatted(Double.toString(range.low()), Double.toString(range.high())));
    }
    return result(found, data);
  }

  private TailFit fitClipped(double[] data) {
    FingerSettings fingers = settings.fingers();
    boolean raises = settings.plPackage() == PlPackage.WW;
    Optional<ClipXmax.Clipped> clipped =
        reference()
            ? new ReferenceClipXmax(data, fitter(), forced(), raises, fingers).clip(kept.length)
            : ClipXmax.clip(data, fitter(), forced(), fingers);
    if (clipped.isEmpty() && reference()) {
      return new TailFit.NotFitted(
          Reason.REFERENCE_FAILS,
          "the reference's clip-xmax fails for %d eigenvalues".formatted(data.length));
    }
    return clipped
        .<TailFit>map(
            clip -> fitted(clip.found(), clip.data().sorted(), Optional.of(clip.fingers())))
        .orElseGet(FitRun::noStart);
  }

  private TailFit result(Optional<Found> found, double[] data) {
    return found
        .<TailFit>map(best -> fitted(best, data, Optional.empty()))
        .orElseGet(FitRun::noStart);
  }

  private static TailFit noStart() {
    return new TailFit.NotFitted(
        Reason.NO_START, "no eigenvalue gives an exponent above 1 as start of the tail");
  }

  private TailFit fitted(Found found, double[] data, Optional<Fingers> fingers) {
    TailLaw law = found.law();
    // The reference counts fingers that it left out, too.
    int spikes = countFrom(reference() ? kept : data, found.xmin());
    return new TailFit.Fitted(
        law.alpha(),
        law.sigma(),
        found.xmin(),
        found.xmax(),
        found.distance(),
        found.tail(),
        spikes,
        new TailFit.Details(law, threshold, fingers));
  }

  private static int countFrom(double[] sorted, double xmin) {
    int first = 0;
    while (first < sorted.length && sorted[first] < xmin) {
      first++;
    }
    return sorted.length - first;
  }
}
