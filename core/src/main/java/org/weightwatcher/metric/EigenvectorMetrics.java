package org.weightwatcher.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/// Collects the eigenvectors of a layer and fills their columns: mean and variance of three figures
/// over the bulk and over the tail.
///
/// The tail are the `num_pl_spikes` vectors with the largest eigenvalues. The reference compares
/// eigenvalues with an xmin that comes from another decomposition, so that rounding puts the vector
/// at xmin on either side; its rule here has a guard of 1e-9 against that. Reference:
/// `weightwatcher.py`, `apply_analyze_eigenvectors`. NaN where a part is empty or, but for the
/// reference's rules, where there is no fit.
public final class EigenvectorMetrics {
  private static final double GUARD = 1e-9;

  private record Measured(double eigenvalue, VectorMetrics figures) {}

  /// Where the six values of one part go.
  private record Target(
      Column meanEntropy,
      Column varEntropy,
      Column meanLocalization,
      Column varLocalization,
      Column meanParticipation,
      Column varParticipation) {
    static final Target BULK =
        new Target(
            Column.BULK_MEAN_VEC_ENTROPY,
            Column.BULK_VAR_VEC_ENTROPY,
            Column.BULK_MEAN_LOC_RATIO,
            Column.BULK_VAR_LOC_RATIO,
            Column.BULK_MEAN_PART_RATIO,
            Column.BULK_VAR_PART_RATIO);
    static final Target TAIL =
        new Target(
            Column.TAIL_MEAN_VEC_ENTROPY,
            Column.TAIL_VAR_VEC_ENTROPY,
            Column.TAIL_MEAN_LOC_RATIO,
            Column.TAIL_VAR_LOC_RATIO,
            Column.TAIL_MEAN_PART_RATIO,
            Column.TAIL_VAR_PART_RATIO);
  }

  private final List<Measured> measured = new ArrayList<>();

  /// @param eigenvalue of the vector, scaled as the spectrum
  /// @param vector an eigenvector of length 1
  public void accept(double eigenvalue, double[] vector) {
    measured.add(new Measured(eigenvalue, VectorMetrics.of(vector)));
  }

  /// @param row receives twelve columns and `ipr`
  /// @param tail num_pl_spikes; empty without a fit
  public void addByCount(Row.Builder row, OptionalLong tail) {
    if (tail.isEmpty()) {
      add(row, List.of(), List.of());
      return;
    }
    measured.sort(Comparator.comparingDouble(Measured::eigenvalue));
    int split = Math.toIntExact(Math.max(0, measured.size() - tail.getAsLong()));
    add(row, measured.subList(0, split), measured.subList(split, measured.size()));
  }

  /// @param row receives twelve columns and `ipr`
  /// @param xmin start of the tail; -1 without a fit, which makes everything tail
  public void addFrom(Row.Builder row, double xmin) {
    measured.sort(Comparator.comparingDouble(Measured::eigenvalue));
    double start = xmin - GUARD * Math.abs(xmin);
    int split = (int) measured.stream().takeWhile(each -> each.eigenvalue() < start).count();
    add(row, measured.subList(0, split), measured.subList(split, measured.size()));
  }

  private static void add(Row.Builder row, List<Measured> bulk, List<Measured> tail) {
    put(row, Target.BULK, bulk);
    put(row, Target.TAIL, tail);
    row.real(Column.IPR, mean(values(tail, VectorMetrics::ipr)));
  }

  private static void put(Row.Builder row, Target target, List<Measured> part) {
    double[] entropy = values(part, VectorMetrics::discreteEntropy);
    double[] localization = values(part, VectorMetrics::localizationRatio);
    double[] participation = values(part, VectorMetrics::participationRatio);
    row.real(target.meanEntropy(), mean(entropy))
        .real(target.varEntropy(), variance(entropy))
        .real(target.meanLocalization(), mean(localization))
        .real(target.varLocalization(), variance(localization))
        .real(target.meanParticipation(), mean(participation))
        .real(target.varParticipation(), variance(participation));
  }

  private static double[] values(List<Measured> part, ToDoubleFunction<VectorMetrics> figure) {
    return part.stream().mapToDouble(each -> figure.applyAsDouble(each.figures())).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return mean(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).toArray());
  }
}
