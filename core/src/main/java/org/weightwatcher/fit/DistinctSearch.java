package org.weightwatcher.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the start of the tail with the conventions of the `powerlaw` package: starts are the
/// different values but the largest one, and D is the largest distance over the different values u
/// from `#{xmin <= x < u}/#{x >= xmin}`. Without equal data this is the D of [XminSearch].
///
/// The first smallest D among the laws with allowed parameters wins; among all, if none has them.
///
/// Reference: `powerlaw` 1.5, `Fit.find_xmin` and `Distribution.KS`.
final class DistinctSearch {
  private final double[] data;
  private final double end;

  /// Index in the data of the first of each run of equal values.
  private final int[] firsts;

  private final double[] suffixLogs;
  private final double[] suffixSums;

  /// Run where the last candidate was farthest from the data, as far as was looked: neighbours are
  /// like each other, so that one distance there gives most of them up.
  private int farthest;

  /// @param data positive, ascending
  /// @param end upper end of the distribution; infinite for none
  DistinctSearch(double[] data, double end) {
    this.data = data;
    this.end = end;
    List<Integer> runs = new ArrayList<>();
    for (int i = 0; i < data.length; i++) {
      if (i == 0 || data[i] != data[i - 1]) {
        runs.add(i);
      }
    }
    firsts = runs.stream().mapToInt(Integer::intValue).toArray();
    suffixLogs = new double[data.length + 1];
    suffixSums = new double[data.length + 1];
    for (int i = data.length - 1; i >= 0; i--) {
      suffixLogs[i] = suffixLogs[i + 1] + Math.log(data[i]);
      suffixSums[i] = suffixSums[i + 1] + data[i];
    }
  }

  /// @param range where xmin may lie
  /// @param leaveOutLastStart whether the largest of the starts in the range is left out even if
  ///   larger data follow, as the reference does
  /// @param estimator fits a law to each tail
  /// @return the best tail
  Optional<Found> search(StartRange range, boolean leaveOutLastStart, Estimator estimator) {
    int last = firsts.length - 1;
    while (leaveOutLastStart && last >= 0 && data[firsts[last]] > range.high()) {
      last--;
    }
    Optional<Found> allowed = Optional.empty();
    Optional<Found> any = Optional.empty();
    for (int run = 0; run < last; run++) {
      if (!range.contains(data[firsts[run]])) {
        continue;
      }
      Estimator.Estimate estimate = estimator.estimate(tail(firsts[run]));
      if (estimate.inRange()) {
        allowed = better(allowed, run, estimate);
      } else if (allowed.isEmpty()) {
        any = better(any, run, estimate);
      }
    }
    return allowed.isPresent() ? allowed : any;
  }

  private Tail tail(int start) {
    double logs = suffixLogs[start] - (data.length - start) * Math.log(data[start]);
    return new Tail(data, start, logs, suffixSums[start], end);
  }

  private Optional<Found> better(Optional<Found> best, int run, Estimator.Estimate estimate) {
    double enough = best.map(Found::distance).orElse(Double.POSITIVE_INFINITY);
    int start = firsts[run];
    double count = data.length - start;
    LargestDeviation.Deviation deviation =
        LargestDeviation.of(
            j -> estimate.cdf().applyAsDouble(data[firsts[run + j]]),
            j -> (firsts[run + j] - start) / count,
            firsts.length - run,
            enough,
            Math.max(0, farthest - run));
    farthest = run + deviation.at();
    double distance = deviation.distance();
    if (!(distance < enough)) {
      return best;
    }
    double xmax = Double.isInfinite(end) ? data[data.length - 1] : end;
    return Optional.of(new Found(estimate.law(), data[start], xmax, distance, data.length - start));
  }
}
