package org.weightwatcher.metric;

import java.util.Locale;
import java.util.OptionalInt;
import org.weightwatcher.fit.TailFit;

/// A verdict and the sentence that explains it; the thresholds stand here and nowhere else.
///
/// 2 and 6 are the reference's. 8 and 50 are its README's. The others were measured on true power
/// laws, Gaussian matrices with planted spikes, and trained layers (see `docs/metrics.md`).
///
/// @param verdict the word
/// @param text one sentence without a full stop; empty for a good layer
public record Judgement(Verdict verdict, String text) {
  private static final double OVER_TRAINED_BELOW = 2;
  private static final double UNDER_TRAINED_ABOVE = 6;
  private static final double NO_POWER_LAW_ABOVE = 8;

  /// Where the search for alpha of a truncated or forced power law ends.
  private static final double LOWER_BOUND = 1.001;

  private static final int FEWEST_EVALS = 50;
  private static final int FEWEST_SPIKES = 10;
  private static final double LARGEST_RELATIVE_SIGMA = 0.25;
  private static final double POOR_FIT_ABOVE = 0.9;

  /// @param fit outcome of the fit
  /// @param evals number of eigenvalues
  /// @param spikes eigenvalues above the Marchenko-Pastur edge of the trimmed bulk; empty where
  ///   that law says nothing
  /// @return the first rule that applies
  public static Judgement of(TailFit fit, int evals, OptionalInt spikes) {
    return switch (fit) {
      case TailFit.NotFitted(TailFit.Reason _, String detail) ->
          new Judgement(Verdict.FAILED, "no fit: " + detail);
      case TailFit.Fitted _ when spikes.orElse(1) == 0 ->
          new Judgement(
              Verdict.RANDOM_LIKE,
              "no eigenvalue stands out of a random matrix of this size and variance; alpha says"
                  + " nothing here");
      case TailFit.Fitted fitted -> ofFit(fitted, evals);
    };
  }

  private static Judgement ofFit(TailFit.Fitted fit, int evals) {
    String doubt = doubt(fit, evals);
    if (!doubt.isEmpty()) {
      return new Judgement(Verdict.NOT_RELIABLE, doubt + "; ignore this value");
    }
    if (fit.alpha() < OVER_TRAINED_BELOW) {
      return new Judgement(
          Verdict.OVER_TRAINED,
          "alpha below 2: unusually heavy tail; may be over-trained or dominated by a few large"
              + " values");
    }
    if (fit.alpha() > UNDER_TRAINED_ABOVE) {
      return new Judgement(
          Verdict.UNDER_TRAINED, "alpha above 6: light tail; may be under-trained");
    }
    return new Judgement(Verdict.GOOD, "");
  }

  private static String doubt(TailFit.Fitted fit, int evals) {
    double poorness = fit.distance() * Math.sqrt(fit.spikes());
    if (fit.alpha() > NO_POWER_LAW_ABOVE) {
      return "alpha above 8: not a power law here";
    }
    if (fit.alpha() < LOWER_BOUND) {
      return "alpha at its lower bound 1: not a power law here";
    }
    if (evals < FEWEST_EVALS) {
      return "only %d eigenvalues, a fit needs 50".formatted(evals);
    }
    if (fit.spikes() < FEWEST_SPIKES) {
      return "only %d eigenvalues in the tail, alpha needs 10".formatted(fit.spikes());
    }
    if (fit.sigma() > LARGEST_RELATIVE_SIGMA * fit.alpha()) {
      return String.format(
          Locale.ROOT, "standard error %.2f is over a quarter of alpha", fit.sigma());
    }
    return poorness > POOR_FIT_ABOVE
        ? String.format(Locale.ROOT, "poor fit: D sqrt(tail) is %.2f, above 0.9", poorness)
        : "";
  }
}
