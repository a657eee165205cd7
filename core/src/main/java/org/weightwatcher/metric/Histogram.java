package org.weightwatcher.metric;

/// Counts in bins of equal width, by NumPy's rule: value v is in bin j if `e_j <= v < e_{j+1}`, the
/// last bin is closed.
final class Histogram {
  private Histogram() {}

  /// @param values all within the range
  /// @param bins number of bins, `>= 1`
  /// @param low start of the range
  /// @param high end of the range; equal to low for a range of 1 around it
  /// @return count of each bin
  static int[] counts(double[] values, int bins, double low, double high) {
    double first = edge(0, bins, low, high);
    double width = high > low ? high - low : 1;
    int[] counts = new int[bins];
    for (double value : values) {
      int bin = Math.clamp((long) ((value - first) / width * bins), 0, bins - 1);
      // The division rounds; the edges decide.
      if (value < edge(bin, bins, low, high)) {
        bin--;
      } else if (bin < bins - 1 && value >= edge(bin + 1, bins, low, high)) {
        bin++;
      }
      counts[Math.max(0, bin)]++;
    }
    return counts;
  }

  /// @param index of the edge, 0 to bins
  /// @param bins number of bins
  /// @param low start of the range
  /// @param high end of the range
  /// @return position of the edge
  static double edge(int index, int bins, double low, double high) {
    double first = high > low ? low : low - 0.5;
    double last = high > low ? high : low + 0.5;
    return index == bins ? last : first + index * ((last - first) / bins);
  }
}
