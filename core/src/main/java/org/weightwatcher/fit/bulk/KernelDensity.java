package org.weightwatcher.fit.bulk;

import java.util.Arrays;

/// Kernel density with the triangular kernel: `f(t) = sum max(0, 1 - |t - y|/h) / (n h)`.
///
/// Reference: scikit-learn's `KernelDensity(kernel='linear')` as `RMT_Util.py` calls it.
final class KernelDensity {
  private final double[] sorted;
  private final double bandwidth;

  /// @param data at least one number, in any order; copied
  /// @param bandwidth h, `> 0`
  KernelDensity(double[] data, double bandwidth) {
    this.sorted = data.clone();
    Arrays.sort(sorted);
    this.bandwidth = bandwidth;
  }

  /// @param points ascending
  /// @return density at each; O(points + data in reach of each)
  double[] at(double[] points) {
    double[] density = new double[points.length];
    int first = 0;
    for (int i = 0; i < points.length; i++) {
      while (first < sorted.length && sorted[first] < points[i] - bandwidth) {
        first++;
      }
      double sum = 0;
      for (int j = first; j < sorted.length && sorted[j] <= points[i] + bandwidth; j++) {
        sum += Math.max(0, 1 - Math.abs(points[i] - sorted[j]) / bandwidth);
      }
      density[i] = sum / (sorted.length * bandwidth);
    }
    return density;
  }
}
