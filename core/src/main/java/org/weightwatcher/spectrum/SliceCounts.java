package org.weightwatcher.spectrum;

/// What is counted per matrix and summed over the matrices of a layer.
///
/// @param svMax largest singular value
/// @param svMin smallest singular value
/// @param largestSvMin largest of the matrices' smallest singular values
/// @param rankLoss `#{s <= max(s)·N·eps}`, eps of float64
/// @param numericalRank `#{s > max(s)·N·eps}`, eps of the stored weights
record SliceCounts(
    double svMax, double svMin, double largestSvMin, long rankLoss, long numericalRank) {
  /// Nothing counted yet.
  static final SliceCounts NONE =
      new SliceCounts(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0);

  /// Reference: `RMT_Util.py`, `calc_rank_loss`.
  ///
  /// @param s singular values of one matrix, ascending
  /// @param n the layer's N
  /// @param epsilon relative precision of the stored weights
  /// @return the counts of this matrix
  static SliceCounts of(double[] s, long n, double epsilon) {
    double max = s[s.length - 1];
    long rank = above(s, max * n * Math.ulp(1.0));
    return new SliceCounts(max, s[0], s[0], s.length - rank, above(s, max * n * epsilon));
  }

  SliceCounts plus(SliceCounts other) {
    return new SliceCounts(
        Math.max(svMax, other.svMax),
        Math.min(svMin, other.svMin),
        Math.max(largestSvMin, other.largestSvMin),
        rankLoss + other.rankLoss,
        numericalRank + other.numericalRank);
  }

  private static long above(double[] ascending, double tolerance) {
    int first = 0;
    while (first < ascending.length && !(ascending[first] > tolerance)) {
      first++;
    }
    return (long) ascending.length - first;
  }
}
