package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.MemoryPlan;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.LayerMetrics;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.SvdMethod;
import org.weightwatcher.spectrum.RandomSource;
import org.weightwatcher.spectrum.Spectrum;
import org.weightwatcher.spectrum.SpectrumEngine;
import org.weightwatcher.spectrum.SpectrumOutcome;
import org.weightwatcher.testing.SharedFolder;

/// Judge: singular values of the matrices themselves, against which the Gram matrices are measured.
class FastAgainstAccurateTest {
  private static final double EVALS = 1e-12;
  private static final double ALPHA = 1e-9;
  private static final List<Column> RANKS =
      List.of(Column.MATRIX_RANK, Column.RANK_LOSS, Column.NUMERICAL_RANK);

  private int layers;
  private int direct;
  private int impossible;
  private int otherTail;
  private double worstEval;
  private double worstAlpha;

  @Test
  void theFastWayGivesTheSameSpectra() {
    for (GoldenModel golden : GoldenModel.all(SharedFolder.require(getClass()))) {
      try (Model model = golden.open()) {
        for (Layer layer : model.describe(AnalyzeOptions.defaults()).layers()) {
          compare(golden + " " + layer.longname(), layer);
        }
      }
    }
    System.out.printf(
        "FastAgainstAccurateTest: %d layers, %d of them by direct SVD, %d other tails; worst"
            + " eigenvalue %.0e lambda_max, worst alpha %.0e%n",
        layers, direct, otherTail, worstEval, worstAlpha);
    assertThat(layers).isGreaterThan(500);
    assertThat(impossible).isZero();
    // Only equal_spectrum: 128 eigenvalues that are equal but for rounding.
    assertThat(otherTail).isLessThanOrEqualTo(1);
    // Most layers must take the fast way, or it is not one.
    assertThat(direct).isLessThan(layers / 4);
  }

  private void compare(String place, Layer layer) {
    SpectrumOutcome fast = compute(layer, SvdMethod.FAST);
    SpectrumOutcome accurate = compute(layer, SvdMethod.ACCURATE);
    if (fast instanceof SpectrumOutcome.Computed(Spectrum ours)
        && accurate instanceof SpectrumOutcome.Computed(Spectrum judge)) {
      layers++;
      direct += ours.svdCount() > 0 ? 1 : 0;
      assertThat(judge.svdCount()).isEqualTo(layer.rf());
      compareEvals(place, ours.evals(), judge.evals());
      compareRows(place, row(layer, ours), row(layer, judge));
    } else {
      assertThat(fast).as(place).isEqualTo(accurate);
      impossible++;
    }
  }

  private static SpectrumOutcome compute(Layer layer, SvdMethod method) {
    AnalyzeOptions options = AnalyzeOptions.builder().svd(method).build();
    try (LocalFiles files = new LocalFiles();
        Buffers buffers = Buffers.of(MemoryPlan.need(layer))) {
      return new SpectrumEngine(
              files, WeightWatcher.lapack().lapack(), buffers, new RandomSource.Keyed())
          .compute(layer, options);
    }
  }

  private static Row row(Layer layer, Spectrum spectrum) {
    return LayerMetrics.of(layer, spectrum, AnalyzeOptions.defaults());
  }

  private void compareEvals(String place, double[] ours, double[] judge) {
    assertThat(ours).as(place).hasSameSizeAs(judge);
    double largest = judge[judge.length - 1];
    for (int i = 0; i < ours.length; i++) {
      double deviation = Math.abs(ours[i] - judge[i]);
      assertThat(deviation)
          .as("eigenvalue %d of %s", i, place)
          .isLessThanOrEqualTo(EVALS * largest);
      worstEval = largest > 0 ? Math.max(worstEval, deviation / largest) : worstEval;
    }
  }

  private void compareRows(String place, Row ours, Row judge) {
    for (Column rank : RANKS) {
      assertThat(ours.count(rank)).as("%s of %s", rank, place).isEqualTo(judge.count(rank));
    }
    assertThat(ours.text(Column.STATUS)).as(place).isEqualTo(judge.text(Column.STATUS));
    double xmin = TableComparison.deviation(ours.real(Column.XMIN), judge.real(Column.XMIN));
    boolean sameTail =
        ours.cell(Column.NUM_PL_SPIKES).equals(judge.cell(Column.NUM_PL_SPIKES)) && xmin <= ALPHA;
    if (!sameTail || place.equals("synthetic/synthetic equal_spectrum")) {
      otherTail++;
      return;
    }
    double alpha = TableComparison.deviation(ours.real(Column.ALPHA), judge.real(Column.ALPHA));
    assertThat(alpha).as("alpha of %s", place).isLessThanOrEqualTo(ALPHA);
    worstAlpha = Math.max(worstAlpha, alpha);
  }
}
