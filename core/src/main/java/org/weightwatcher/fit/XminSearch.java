package org.weightwatcher.fit;

/// Finds the start of the tail: the datum whose maximum-likelihood power law lies nearest to the
/// data above it.
///
/// For sorted data `d_0 <= … <= d_{m-1}` and every `i <= m-2`, with `n = m - i`: `alpha_i = 1 + n /
/// (sum_{j>=i} ln d_j - n ln d_i)` and `D_i = max_j |1 - (d_{i+j}/d_i)^(1-alpha_i) - j/n|` (1 if
/// `alpha_i <= 1`). The first smallest D wins.
///
/// The result is that of the plain O(m²) search, bit for bit: a candidate is given up as soon as
/// some distance reaches the best D so far, and [LargestDeviation] skips what cannot matter.
final class XminSearch {
  private XminSearch() {}

  /// @param index of xmin in the data
  /// @param alpha exponent fitted from there
  /// @param distance D there
  record Best(int index, double alpha, double distance) {}

  /// @param data at least two positive numbers, ascending
  /// @return the best start
  static Best search(double[] data) {
    return search(data, 0, data.length - 1);
  }

  /// @param data at least two positive numbers, ascending
  /// @param first index of the first start, `>= 0`
  /// @param end index after the last start, above `first`, below the number of data
  /// @return the best start of these
  static Best search(double[] data, int first, int end) {
    double[] logs = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      logs[i] = Math.log(data[i]);
    }
    double[] alphas = alphas(logs);
    Best best = new Best(first, alphas[first], Double.POSITIVE_INFINITY);
    for (int i = first; i < end; i++) {
      double distance = distance(logs, i, alphas[i], best.distance());
      if (distance < best.distance()) {
        best = new Best(i, alphas[i], distance);
      }
    }
    return best;
  }

  /// @param logs natural logarithms of the data, ascending
  /// @return maximum-likelihood exponents, one for every start but the last
  static double[] alphas(double[] logs) {
    double[] alphas = new double[logs.length - 1];
    double sum = logs[logs.length - 1];
    for (int i = alphas.length - 1; i >= 0; i--) {
      sum += logs[i];
      int n = logs.length - i;
      alphas[i] = 1 + n / (sum - n * logs[i]);
    }
    return alphas;
  }

  /// @return D of a start, or any value `>= best` as soon as it is known that D is not below best
  private static double distance(double[] logs, int start, double alpha, double best) {
    // Also true for NaN: such a start is never chosen.
    if (!(alpha > 1)) {
      return 1;
    }
    int count = logs.length - start;
    double slope = 1 - alpha;
    return LargestDeviation.of(
        j -> cdf(logs, start, j, slope), j -> (double) j / count, count, best);
  }

  /// @param logs natural logarithms of the data
  /// @param start index of xmin
  /// @param j index in the tail
  /// @param slope `1 - alpha`
  /// @return fitted share of the tail below datum `start + j`; 0 for data equal to xmin even when
  ///   alpha is infinite
  static double cdf(double[] logs, int start, int j, double slope) {
    double log = logs[start + j] - logs[start];
    return log == 0 ? 0 : 1 - Math.exp(slope * log);
  }
}
