package org.weightwatcher.fit;

import org.weightwatcher.options.Compat;

/// The range of xmin around the peak of the spectrum: the left edge of the fullest of 100 bins of
/// the decimal logarithms.
///
/// Reference: `weightwatcher.py`, `fit_powerlaw`, `fix_fingers='xmin_peak'`.
final class XminPeak {
  private static final int BINS = 100;

  private XminPeak() {}

  /// @param data positive, ascending, at least one
  /// @param xminMax largest xmin; infinite for 1.5 times the peak
  /// @param compat the reference's lower end is the logarithm of the value by mistake (metrics D37)
  /// @return 0.95 times the peak to the largest xmin
  static StartRange range(double[] data, double xminMax, Compat compat) {
    double peak = Math.pow(10, peakLog(data));
    double low = 0.95 * peak;
    double high = Double.isInfinite(xminMax) ? 1.5 * peak : xminMax;
    if (!compat.reference()) {
      return new StartRange(low, high);
    }
    double logLow = Math.log10(low);
    return new StartRange(Math.min(logLow, high), Math.max(logLow, high));
  }

  /// @return left edge of the first fullest bin
  private static double peakLog(double[] data) {
    double min = Math.log10(data[0]);
    double max = Math.log10(data[data.length - 1]);
    double from = min == max ? min - 0.5 : min;
    double to = min == max ? max + 0.5 : max;
    double width = (to - from) / BINS;
    int[] counts = new int[BINS];
    for (double x : data) {
      double log = Math.log10(x);
      int bin = Math.clamp((long) ((log - from) / width), 0, BINS - 1);
      // The edges decide, not the quotient.
      if (bin > 0 && log < from + bin * width) {
        bin--;
      } else if (bin < BINS - 1 && log >= from + (bin + 1) * width) {
        bin++;
      }
      counts[bin]++;
    }
    int fullest = 0;
    for (int bin = 1; bin < BINS; bin++) {
      fullest = counts[bin] > counts[fullest] ? bin : fullest;
    }
    return from + fullest * width;
  }
}
