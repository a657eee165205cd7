package org.weightwatcher.fit;

/// The data from one xmin on, with the sums that likelihoods need. The data are shared, not copied.
final class Tail {
  private final double[] data;
  private final int start;
  private final double sumLogs;
  private final double sum;
  private final double end;

  /// @param data positive, ascending
  /// @param start index of xmin
  /// @param sumLogs sum of `ln(x/xmin)` over the tail
  /// @param sum sum of x over the tail
  /// @param end upper end of the distribution; infinite for none
  Tail(double[] data, int start, double sumLogs, double sum, double end) {
    this.data = data;
    this.start = start;
    this.sumLogs = sumLogs;
    this.sum = sum;
    this.end = end;
  }

  int count() {
    return data.length - start;
  }

  double xmin() {
    return data[start];
  }

  double largest() {
    return data[data.length - 1];
  }

  /// @param i from 0 to below [#count()]
  /// @return datum of the tail
  double value(int i) {
    return data[start + i];
  }

  double sumLogs() {
    return sumLogs;
  }

  double sum() {
    return sum;
  }

  double end() {
    return end;
  }

  /// @return maximum-likelihood exponent of a power law without upper end
  double powerLawAlpha() {
    return 1 + count() / sumLogs;
  }
}
