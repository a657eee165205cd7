package org.weightwatcher.fit;

import java.util.function.IntToDoubleFunction;

/// The largest distance between a fitted distribution and the empirical steps, without looking at
/// every datum.
///
/// Both rise with the index, so that the values at the ends of a range bound every distance inside
/// it: ranges that cannot hold a larger distance than the one already found are never looked at.
/// The result is that of looking at all of them, bit for bit.
final class LargestDeviation {
  /// More than the rounding of two distances, far less than any difference that matters.
  private static final double SLACK = 1e-12;

  private final IntToDoubleFunction cdf;
  private final IntToDoubleFunction step;
  private final double enough;
  private double largest;
  private int at;

  private LargestDeviation(IntToDoubleFunction cdf, IntToDoubleFunction step, double enough) {
    this.cdf = cdf;
    this.step = step;
    this.enough = enough;
  }

  /// A distance.
  ///
  /// @param distance between the two
  /// @param at at which datum
  record Deviation(double distance, int at) {}

  /// @param cdf fitted share below datum j, rising with j
  /// @param step empirical share below datum j, rising with j
  /// @param count number of data, at least 1
  /// @param enough where the search may stop
  /// @return `max_j |cdf(j) - step(j)|`, or any distance `>= enough` as soon as one is seen
  static double of(IntToDoubleFunction cdf, IntToDoubleFunction step, int count, double enough) {
    return of(cdf, step, count, enough, count - 1).distance();
  }

  /// @param cdf fitted share below datum j, rising with j
  /// @param step empirical share below datum j, rising with j
  /// @param count number of data, at least 1
  /// @param enough where the search may stop
  /// @param guess datum to look at first, `0..count-1`: where the distance may be enough
  /// @return the largest distance, or any `>= enough` as soon as one is seen; with its place
  static Deviation of(
      IntToDoubleFunction cdf, IntToDoubleFunction step, int count, double enough, int guess) {
    LargestDeviation search = new LargestDeviation(cdf, step, enough);
    search.look(guess);
    if (search.largest < enough) {
      double first = search.look(0);
      double last = search.look(count - 1);
      search.refine(0, count - 1, first, last);
    }
    return new Deviation(search.largest, search.at);
  }

  private double look(int j) {
    double share = cdf.applyAsDouble(j);
    double distance = Math.abs(share - step.applyAsDouble(j));
    if (distance > largest) {
      largest = distance;
      at = j;
    }
    return share;
  }

  private void refine(int low, int high, double cdfLow, double cdfHigh) {
    if (high - low < 2 || largest >= enough) {
      return;
    }
    double bound =
        Math.max(cdfHigh - step.applyAsDouble(low), step.applyAsDouble(high) - cdfLow) + SLACK;
    if (bound <= largest) {
      return;
    }
    int middle = (low + high) >>> 1;
    double cdfMiddle = look(middle);
    refine(low, middle, cdfLow, cdfMiddle);
    refine(middle, high, cdfMiddle, cdfHigh);
  }
}
