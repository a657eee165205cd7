package org.weightwatcher.fit;

/// Where xmin may lie, both ends included.
///
/// @param low smallest xmin
/// @param high largest xmin
record StartRange(double low, double high) {
  static final StartRange ALL = new StartRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /// @param xmin a datum
  /// @return whether it may start the tail
  boolean contains(double xmin) {
    return low <= xmin && xmin <= high;
  }

  /// @param sorted data, ascending
  /// @return index of the first datum that may start the tail; their number if there is none
  int first(double[] sorted) {
    int first = 0;
    while (first < sorted.length && sorted[first] < low) {
      first++;
    }
    return first;
  }

  /// @param sorted data, ascending
  /// @return index after the last datum that may start the tail
  int end(double[] sorted) {
    int end = sorted.length;
    while (end > 0 && sorted[end - 1] > high) {
      end--;
    }
    return end;
  }
}
