package org.weightwatcher.metric;

import java.util.Arrays;

/// Norms and shape figures of one spectrum.
///
/// Reference: `weightwatcher.py`, `apply_norm_metrics`; `RMT_Util.py`, `matrix_rank` and
/// `matrix_entropy`. Sums run over all eigenvalues, also those below the threshold of the fit.
final class NormMetrics {
  /// Added by the reference to probabilities and ranks (`constants.py`, `EPSILON`).
  private static final double REFERENCE_EPSILON = 1e-10;

  private final double[] evals;
  private final long n;

  /// @param evals eigenvalues, ascending; not copied
  /// @param n the layer's N, for the rank tolerance
  NormMetrics(double[] evals, long n) {
    this.evals = evals;
    this.n = n;
  }

  double norm() {
    return Arrays.stream(evals).sum();
  }

  double spectralNorm() {
    return evals[evals.length - 1];
  }

  /// @return 0/0 = NaN for a zero layer
  double stableRank() {
    return norm() / spectralNorm();
  }

  /// @param alpha exponent
  /// @return `log10(sum lambda^alpha)`, with the largest term taken out so that nothing overflows
  double logAlphaNorm(double alpha) {
    double max = spectralNorm();
    if (!(alpha > 0) || !(max > 0)) {
      return Math.log10(Arrays.stream(evals).map(x -> Math.pow(x, alpha)).sum());
    }
    double sum = Arrays.stream(evals).map(x -> Math.pow(x / max, alpha)).sum();
    return alpha * Math.log10(max) + Math.log10(sum);
  }

  /// @return `#{s > max(s)·N·eps}`
  int matrixRank() {
    double tolerance = Math.sqrt(spectralNorm()) * n * Math.ulp(1.0);
    return (int) Arrays.stream(evals).filter(x -> Math.sqrt(x) > tolerance).count();
  }

  /// @return evenness in `[0, 1]`, 0 for rank 1, NaN for a zero layer
  double entropy() {
    double norm = norm();
    int rank = matrixRank();
    if (!(norm > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    for (double x : evals) {
      double p = x / norm;
      sum += p > 0 ? p * Math.log(p) : 0;
    }
    return rank <= 1 ? 0 : -sum / Math.log(rank);
  }

  /// @return the reference's entropy; nonsense for ranks 0 and 1
  double referenceEntropy() {
    double norm = norm();
    int rank = matrixRank();
    if (rank == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (double x : evals) {
      double p = x / norm + REFERENCE_EPSILON;
      sum += p * Math.log(p);
    }
    return -sum / Math.log(rank + REFERENCE_EPSILON);
  }

  /// @return `exp(-sum p ln p)` with `p = s/sum s`; NaN for a zero layer
  double effectiveRank() {
    double[] s = Arrays.stream(evals).map(Math::sqrt).toArray();
    double total = Arrays.stream(s).sum();
    double sum = 0;
    for (double x : s) {
      double p = x / total;
      sum += p > 0 ? p * Math.log(p) : 0;
    }
    return total > 0 ? Math.exp(-sum) : Double.NaN;
  }

  /// @return exponent with the median as xmin; NaN where the median is not positive or all values
  ///   above it are equal to it
  double hillAlpha() {
    int size = evals.length;
    int k = size - size / 2;
    double xmin = evals[size - k];
    double sum = 0;
    for (int j = size - k; j < size; j++) {
      sum += Math.log(evals[j] / xmin);
    }
    return xmin > 0 && sum > 0 ? 1 + k / sum : Double.NaN;
  }
}
