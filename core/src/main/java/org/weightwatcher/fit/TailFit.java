package org.weightwatcher.fit;

/// Outcome of fitting a power law to the tail of one spectrum. Callers switch over it; there is no
/// "alpha = -1" state, so a missing fit cannot be averaged by mistake.
public sealed interface TailFit {
  /// A fit.
  ///
  /// @param alpha exponent of the density `p(lambda) ~ lambda^-alpha`, `> 1`; infinite only with
  ///   the reference's rules, for a tail of equal values
  /// @param sigma standard error of alpha, `(alpha - 1)/sqrt(tail)`
  /// @param xmin start of the tail, a datum, unit of the eigenvalues
  /// @param xmax largest datum used
  /// @param distance the reference's D: largest distance of the fitted distribution from the lower
  ///   empirical steps `j/tail`, in `[0, 1]`
  /// @param tail number of fitted data `>= xmin`
  /// @param spikes number of eigenvalues `>= xmin` after those above xmax were left out; the
  ///   reference's `num_pl_spikes`
  record Fitted(
      double alpha, double sigma, double xmin, double xmax, double distance, int tail, int spikes)
      implements TailFit {}

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
    NOT_FINITE
  }
}
