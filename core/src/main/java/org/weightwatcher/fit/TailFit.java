package org.weightwatcher.fit;

import java.util.Optional;

/// Outcome of fitting a law to the tail of one spectrum. Callers switch over it; there is no "alpha
/// = -1" state, so a missing fit cannot be averaged by mistake.
public sealed interface TailFit {
  /// A fit.
  ///
  /// @param alpha exponent of the density `p(lambda) ~ lambda^-alpha`, `> 1`; infinite only with
  ///   the reference's rules, for a tail of equal values
  /// @param sigma standard error of alpha: `(alpha - 1)/sqrt(tail)` for a power law, else from the
  ///   observed information; NaN where there is none
  /// @param xmin start of the tail, a datum, unit of the eigenvalues
  /// @param xmax upper end of the fit: largest datum used, or the end that was forced
  /// @param distance the reference's D: largest distance of the fitted distribution from the lower
  ///   empirical steps `j/tail`, in `[0, 1]`
  /// @param tail number of fitted data `>= xmin`
  /// @param spikes number of eigenvalues `>= xmin` after those above xmax were left out; the
  ///   reference's `num_pl_spikes`
  /// @param details what only some fits have
  record Fitted(
      double alpha,
      double sigma,
      double xmin,
      double xmax,
      double distance,
      int tail,
      int spikes,
      Details details)
      implements TailFit {
    /// A power law without upper end, of eigenvalues above 1e-5.
    ///
    /// @param alpha exponent
    /// @param sigma its standard error
    /// @param xmin start of the tail
    /// @param xmax largest datum used
    /// @param distance D
    /// @param tail number of fitted data `>= xmin`
    /// @param spikes number of eigenvalues `>= xmin`
    public Fitted(
        double alpha,
        double sigma,
        double xmin,
        double xmax,
        double distance,
        int tail,
        int spikes) {
      this(
          alpha,
          sigma,
          xmin,
          xmax,
          distance,
          tail,
          spikes,
          new Details(
              new TailLaw.PowerLaw(alpha, sigma, xmin, Double.POSITIVE_INFINITY),
              FitOptions.EVALS_THRESH,
              Optional.empty()));
    }
  }

  /// What only some fits have, and how they came about.
  ///
  /// @param law the distribution, with all its parameters
  /// @param threshold eigenvalues were used above this
  /// @param fingers what [org.weightwatcher.options.FixFingers#CLIP_XMAX] did; empty without it
  record Details(TailLaw law, double threshold, Optional<Fingers> fingers) {}

  /// What was done about fingers.
  ///
  /// @param count eigenvalues left out; with the reference's rules one less than that (metrics D38)
  /// @param rawAlpha alpha of the fit without leaving any out
  record Fingers(int count, double rawAlpha) {}

  /// No fit.
  ///
  /// @param why kind
  /// @param detail the reason in words, with its numbers, for the column `notes`
  record NotFitted(Reason why, String detail) implements TailFit {}

  /// Why there is no fit.
  enum Reason {
    /// Fewer than two eigenvalues above the threshold.
    TOO_FEW_EIGENVALUES,
    /// Fewer than two different eigenvalues above the threshold.
    DEGENERATE,
    /// More than half of the eigenvalues were to be left out.
    XMAX_TOO_LARGE,
    /// An eigenvalue is NaN or infinite.
    NOT_FINITE,
    /// No eigenvalue may start the tail, or none gives an allowed exponent.
    NO_START,
    /// The reference fails here, for no reason of the data.
    REFERENCE_FAILS
  }
}
