package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.TinyModels;

/// Judge: the table of metrics, its column for failed fits in each mode, and sums done by hand.
class LayerMetricsTest {
  @TempDir Path folder;

  /// A layer of 20 x 20 with these singular values on its diagonal.
  private Row row(Compat compat, double... s) {
    double[] values = new double[400];
    for (int i = 0; i < 20; i++) {
      values[21 * i] = s[i];
    }
    Path file =
        new TinyModels()
            .f64("a.weight", new long[] {20, 20}, values)
            .write(folder.resolve("model.safetensors"));
    AnalyzeOptions options = AnalyzeOptions.builder().compat(compat).build();
    try (Model model = WeightWatcher.open(file)) {
      return model.analyze(options).layers().getFirst().row();
    }
  }

  private static double[] constant(double value) {
    return IntStream.range(0, 20).mapToDouble(i -> value).toArray();
  }

  /// lambda = 1, 4, …, 400.
  private static double[] squares() {
    return IntStream.rangeClosed(1, 20).mapToDouble(i -> i).toArray();
  }

  @ParameterizedTest
  @EnumSource(Compat.class)
  void sumsByHand(Compat compat) {
    Row row = row(compat, squares());
    assertThat(row.real(Column.NORM)).isCloseTo(2870, within(1e-9));
    assertThat(row.real(Column.LOG_NORM)).isCloseTo(Math.log10(2870), within(1e-13));
    assertThat(row.real(Column.SPECTRAL_NORM)).isCloseTo(400, within(1e-10));
    assertThat(row.real(Column.LAMBDA_MAX)).isEqualTo(row.real(Column.SPECTRAL_NORM));
    assertThat(row.real(Column.STABLE_RANK)).isCloseTo(7.175, within(1e-12));
    assertThat(row.real(Column.SV_MAX)).isCloseTo(20, within(1e-12));
    assertThat(row.real(Column.SV_MIN)).isCloseTo(1, within(1e-12));
    assertThat(row.count(Column.MATRIX_RANK)).hasValue(20);
    assertThat(row.count(Column.WEAK_RANK_LOSS)).hasValue(0);
    double alpha = row.real(Column.ALPHA);
    double[] lambda = Arrays.stream(squares()).map(x -> x * x).toArray();
    double xmin = row.real(Column.XMIN);
    double logs =
        Arrays.stream(lambda)
            .filter(x -> x >= xmin * (1 - 1e-9))
            .map(x -> Math.log(x / xmin))
            .sum();
    double tail = (double) row.count(Column.NUM_PL_SPIKES).orElseThrow();
    assertThat(alpha).isCloseTo(1 + tail / logs, within(1e-9));
    assertThat(row.real(Column.SIGMA)).isCloseTo((alpha - 1) / Math.sqrt(tail), within(1e-12));
    assertThat(row.real(Column.ALPHA_WEIGHTED)).isCloseTo(alpha * Math.log10(400), within(1e-12));
    double schatten = Arrays.stream(lambda).map(x -> Math.pow(x, alpha)).sum();
    assertThat(row.real(Column.LOG_ALPHA_NORM)).isCloseTo(Math.log10(schatten), within(1e-11));
    assertThat(row.real(Column.TAIL_FRACTION)).isEqualTo(tail / 20.0);
    assertThat(row.text(Column.STATUS)).isEqualTo("success");
    assertThat(row.flag(Column.HAS_ESD)).isTrue();
  }

  @Test
  void aZeroLayerHasNoFigures() {
    Row row = row(Compat.OFF, constant(0));
    for (Column column :
        new Column[] {
          Column.ALPHA,
          Column.D,
          Column.SIGMA,
          Column.XMIN,
          Column.XMAX,
          Column.LOG_NORM,
          Column.LOG_SPECTRAL_NORM,
          Column.ALPHA_WEIGHTED,
          Column.LOG_ALPHA_NORM,
          Column.STABLE_RANK,
          Column.ENTROPY
        }) {
      assertThat(row.real(column)).as(column.label()).isNaN();
    }
    assertThat(row.count(Column.NUM_PL_SPIKES)).isEmpty();
    assertThat(row.cell(Column.NUM_TRIM_SPIKES)).isEmpty();
    assertThat(row.real(Column.NORM)).isZero();
    assertThat(row.text(Column.STATUS)).isEqualTo("failed");
    assertThat(row.text(Column.WARNING)).isEmpty();
    assertThat(row.text(Column.VERDICT)).isEqualTo("failed");
  }

  @Test
  void aZeroLayerOfTheReference() {
    Row row = row(Compat.REFERENCE, constant(0));
    for (Column column : new Column[] {Column.ALPHA, Column.D, Column.SIGMA, Column.XMIN}) {
      assertThat(row.real(column)).as(column.label()).isEqualTo(-1);
    }
    assertThat(row.real(Column.XMAX)).isNaN();
    assertThat(row.count(Column.NUM_PL_SPIKES)).hasValue(-1);
    assertThat(row.real(Column.LOG_NORM)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(row.real(Column.LOG_ALPHA_NORM)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(row.real(Column.ENTROPY)).isNaN();
    assertThat(row.text(Column.WARNING)).isEqualTo("over-trained");
  }

  @Test
  void equalEigenvalues() {
    Row ours = row(Compat.OFF, constant(3));
    assertThat(ours.text(Column.STATUS)).isEqualTo("failed");
    assertThat(ours.text(Column.NOTES))
        .isEqualTo("no fit: degenerate: all 20 eigenvalues are equal");
    Row reference = row(Compat.REFERENCE, constant(3));
    assertThat(reference.text(Column.STATUS)).isEqualTo("success");
    assertThat(reference.real(Column.ALPHA)).isInfinite();
    assertThat(reference.real(Column.D)).isEqualTo(0.5);
    assertThat(reference.text(Column.WARNING)).isEqualTo("under-trained");
  }

  /// Eigenvalues of 1e-12: above no absolute threshold.
  @Test
  void smallWeights() {
    double[] s = Arrays.stream(squares()).map(x -> 1e-6 * x).toArray();
    Row ours = row(Compat.OFF, s);
    Row unit = row(Compat.OFF, squares());
    assertThat(ours.real(Column.ALPHA)).isCloseTo(unit.real(Column.ALPHA), within(1e-9));
    assertThat(ours.count(Column.NUM_PL_SPIKES)).isEqualTo(unit.count(Column.NUM_PL_SPIKES));
    assertThat(ours.count(Column.WEAK_RANK_LOSS)).hasValue(20);
    Row reference = row(Compat.REFERENCE, s);
    assertThat(reference.text(Column.STATUS)).isEqualTo("failed");
    assertThat(reference.real(Column.ALPHA_WEIGHTED))
        .isCloseTo(-Math.log10(reference.real(Column.LAMBDA_MAX)), within(1e-12));
    double inverse = Arrays.stream(s).map(x -> (float) x).map(x -> 1 / (x * x)).sum();
    assertThat(reference.real(Column.LOG_ALPHA_NORM)).isCloseTo(Math.log10(inverse), within(1e-9));
  }

  /// Six eigenvalues at the sixths of a power law, far above a flat bulk.
  @Test
  void aSmallTailIsNoted() {
    double[] s = new double[20];
    Arrays.setAll(
        s, i -> i < 14 ? 1 + 0.01 * i : Math.sqrt(100 * Math.pow(1 - (i - 14) / 6.0, -0.5)));
    Row row = row(Compat.OFF, s);
    assertThat(row.count(Column.NUM_PL_SPIKES)).hasValue(6);
    assertThat(row.text(Column.NOTES)).endsWith("small-tail");
  }
}
