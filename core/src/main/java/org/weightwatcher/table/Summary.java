package org.weightwatcher.table;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Verdict;

/// Means over the layers of a model: over the reliable ones, and as the reference has them over
/// all.
///
/// Reference: `weightwatcher.py`, `get_summary`.
public final class Summary {
  /// Columns that are averaged, in the reference's order.
  public static final List<Column> METRICS =
      List.of(
          Column.LOG_NORM,
          Column.ALPHA,
          Column.ALPHA_WEIGHTED,
          Column.LOG_ALPHA_NORM,
          Column.LOG_SPECTRAL_NORM,
          Column.STABLE_RANK);

  private final List<LayerResult> all;
  private final List<LayerResult> reliable;

  private Summary(List<LayerResult> all) {
    this.all = List.copyOf(all);
    this.reliable =
        all.stream().filter(layer -> Verdict.ofWord(layer.verdict()).reliable()).toList();
  }

  /// @param layers rows of one model
  /// @return their summary
  public static Summary of(List<LayerResult> layers) {
    return new Summary(layers);
  }

  /// @param metric one of [#METRICS]
  /// @return its mean over reliable layers; empty if there is none
  public OptionalDouble mean(Column metric) {
    return numbers(reliable, metric).average();
  }

  /// @param metric one of [#METRICS]
  /// @return its mean over all rows, NaN skipped, the reference's way; empty if there is none
  public OptionalDouble referenceMean(Column metric) {
    return numbers(all, metric).average();
  }

  /// @param metric one of [#METRICS]
  /// @return number of rows that [#referenceMean(Column)] is a mean of
  public int referenceCount(Column metric) {
    return (int) numbers(all, metric).count();
  }

  /// @return mean alpha over reliable layers; empty if there is none
  public OptionalDouble alpha() {
    return mean(Column.ALPHA);
  }

  /// @return median alpha over reliable layers; empty if there is none
  public OptionalDouble medianAlpha() {
    double[] sorted = numbers(reliable, Column.ALPHA).sorted().toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = sorted.length / 2;
    boolean odd = sorted.length % 2 == 1;
    return OptionalDouble.of(
        odd ? sorted[middle] : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2);
  }

  /// @return number of rows
  public int layers() {
    return all.size();
  }

  /// @return number of rows that count in the means
  public int reliable() {
    return reliable.size();
  }

  /// @return rows of each verdict that occurs, best first
  public Map<Verdict, Integer> verdicts() {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    all.forEach(layer -> counts.merge(Verdict.ofWord(layer.verdict()), 1, Integer::sum));
    Map<Verdict, Integer> bestFirst = new LinkedHashMap<>();
    for (Verdict verdict : List.of(Verdict.values()).reversed()) {
      Integer count = counts.get(verdict);
      if (count != null) {
        bestFirst.put(verdict, count);
      }
    }
    return bestFirst;
  }

  private static DoubleStream numbers(List<LayerResult> layers, Column metric) {
    return layers.stream()
        .mapToDouble(layer -> layer.row().real(metric))
        .filter(value -> !Double.isNaN(value));
  }
}
