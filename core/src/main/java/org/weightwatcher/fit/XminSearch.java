package org.weightwatcher.fit;

/// Finds the start of the tail: the datum whose maximum-likelihood power law lies nearest to the
/// data above it.
///
/// For sorted data `d_0 <= … <= d_{m-1}` and every `i <= m-2`, with `n = m - i`: `alpha_i = 1 + n /
/// (sum_{j>=i} ln d_j - n ln d_i)` and `D_i = max_j |1 - (d_{i+j}/d_i)^(1-alpha_i) - j/n|` (1 if
/// `alpha_i <= 1`). The first smallest D wins.
///
/// The result is that of the plain O(m²) search, bit for bit. Two facts make it fast. A candidate
/// is given up as soon as some distance reaches the best D so far. And since both the fitted
/// distribution and the empirical steps rise with j, the values at the ends of a range bound every
/// distance inside it: ranges that cannot hold a larger distance than the one already found are
/// never looked at.
final class XminSearch {
  /// More than the rounding of two distances, far less than any difference that matters.
  private static final double SLACK = 1e-12;

  private final double[] logs;
  private double slope;
  private int start;
  private int count;
  private double largest;

  private XminSearch(double[] data) {
    logs = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      logs[i] = Math.log(data[i]);
    }
  }

  /// @param index of xmin in the data
  /// @param alpha exponent fitted from there
  /// @param distance D there
  record Best(int index, double alpha, double distance) {}

  /// @param data at least two positive numbers, ascending
  /// @return the best start
  static Best search(double[] data) {
    XminSearch search = new XminSearch(data);
    double[] alphas = alphas(search.logs);
    Best best = new Best(0, alphas[0], Double.POSITIVE_INFINITY);
    for (int i = 0; i < alphas.length; i++) {
      double distance = search.distance(i, alphas[i], best.distance());
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
  private double distance(int from, double alpha, double best) {
    // Also true for NaN: such a start is never chosen.
    if (!(alpha > 1)) {
      return 1;
    }
    start = from;
    slope = 1 - alpha;
    count = logs.length - from;
    double first = cdf(0);
    double last = cdf(count - 1);
    largest = Math.max(deviation(first, 0), deviation(last, count - 1));
    refine(0, count - 1, first, last, best);
    return largest;
  }

  private void refine(int low, int high, double cdfLow, double cdfHigh, double best) {
    if (high - low < 2 || largest >= best) {
      return;
    }
    double bound = Math.max(cdfHigh - (double) low / count, (double) high / count - cdfLow) + SLACK;
    if (bound <= largest) {
      return;
    }
    int middle = (low + high) >>> 1;
    double cdfMiddle = cdf(middle);
    largest = Math.max(largest, deviation(cdfMiddle, middle));
    refine(low, middle, cdfLow, cdfMiddle, best);
    refine(middle, high, cdfMiddle, cdfHigh, best);
  }

  private double cdf(int j) {
    return cdf(logs, start, j, slope);
  }

  private double deviation(double cdf, int j) {
    return Math.abs(cdf - (double) j / count);
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
