package org.weightwatcher.fit.bulk;

import java.util.Arrays;

/// The bulk of a random matrix's spectrum, fitted by trimming: eigenvalues above the edge are taken
/// away until none is left above it.
///
/// Entries independent with mean 0 and variance v: the eigenvalues of `WᵀW/N` fill `v(1 -+
/// sqrt(M/N))²`, and the largest lies at `v(sqrt(N-1) + sqrt M)²/N` with scale `v(sqrt(N-1) + sqrt
/// M)(1/sqrt(N-1) + 1/sqrt M)^(1/3)/N` (Johnstone 2001). An eigenvalue is a spike above the 99 %
/// quantile of the Tracy-Widom law of order 1, 2.0234 scales over the centre. The reference fits a
/// kernel density instead and misjudges square layers; [MpRule] has its way too.
///
/// @param spikes eigenvalues above the edge
/// @param sigma standard deviation of the bulk's entries, in units in which the mean eigenvalue is
///   1
/// @param bulkMin lower edge, unit of the eigenvalues
/// @param bulkMax upper edge without the finite-size allowance, unit of the eigenvalues
/// @param softrank `bulkMax / lambda_max`; at most 1 except with the reference's rules
/// @param scale the reference's W_scale: eigenvalues times its square have mean 1
public record MarchenkoPastur(
    int spikes, double sigma, double bulkMin, double bulkMax, double softrank, double scale) {
  /// 99 % quantile of the Tracy-Widom law of order 1.
  private static final double TRACY_WIDOM_99 = 2.0234;

  /// @param evals eigenvalues in any order, pooled over matrices of the same size; at least 2, not
  ///   all 0
  /// @param n longer side of one matrix
  /// @param m shorter side of one matrix
  /// @return the fit; O(count·log count)
  /// @throws IllegalArgumentException for fewer than 2 eigenvalues or a sum that is not positive
  public static MarchenkoPastur trim(double[] evals, long n, long m) {
    double[] x = evals.clone();
    Arrays.sort(x);
    double sum = Arrays.stream(x).sum();
    if (x.length < 2 || !(sum > 0) || !Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          "needs 2 eigenvalues with a positive sum but has %d with sum %s"
              .formatted(x.length, sum));
    }
    double mean = sum / x.length;
    double[] prefix = new double[x.length + 1];
    for (int i = 0; i < x.length; i++) {
      prefix[i + 1] = prefix[i] + x[i] / mean;
    }
    double rootN = Math.sqrt(n - 1.0);
    double rootM = Math.sqrt((double) m);
    double centre = (rootN + rootM) * (rootN + rootM) / n;
    double width = (rootN + rootM) * Math.cbrt(1 / rootN + 1 / rootM) / n;
    int spikes = 0;
    double variance = prefix[x.length] / x.length;
    for (int round = 0; round < x.length; round++) {
      variance = prefix[x.length - spikes] / (x.length - spikes);
      double edge = variance * (centre + TRACY_WIDOM_99 * width);
      int above = countAbove(x, edge * mean);
      if (above <= spikes) {
        break;
      }
      spikes = above;
    }
    double root = Math.sqrt((double) m / n);
    double bulkMax = variance * (1 + root) * (1 + root) * mean;
    return new MarchenkoPastur(
        spikes,
        Math.sqrt(variance),
        variance * (1 - root) * (1 - root) * mean,
        bulkMax,
        Math.min(1, bulkMax / x[x.length - 1]),
        1 / Math.sqrt(mean));
  }

  /// @return the same with a softrank of at most 1: a bulk does not end above the largest
  ///   eigenvalue
  MarchenkoPastur capped() {
    return new MarchenkoPastur(spikes, sigma, bulkMin, bulkMax, Math.min(1, softrank), scale);
  }

  private static int countAbove(double[] sorted, double edge) {
    int count = 0;
    // At least one value stays: the bulk is never empty.
    while (count < sorted.length - 1 && sorted[sorted.length - 1 - count] > edge) {
      count++;
    }
    return count;
  }
}
