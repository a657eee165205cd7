package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.weightwatcher.testing.Examples;
import org.weightwatcher.testing.KnownMatrices;
import tools.jackson.databind.JsonNode;

/// Judges: the reference's numbers in the specification, and vectors whose figures are known.
class VectorMetricsTest {
  @Test
  void figuresOfTheSpecification() {
    JsonNode example = Examples.of(getClass(), "vector-metrics");
    JsonNode vectors = example.get("inputs").get("vectors");
    assertThat(vectors.size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      double[] v = Examples.numbers(vectors.get(i));
      JsonNode expected = example.get("expected").get(i);
      VectorMetrics actual = VectorMetrics.of(v);
      assertThat(actual.length()).isEqualTo(v.length);
      assertClose(actual.vectorEntropy(), expected.get("vector_entropy"));
      assertClose(actual.localizationRatio(), expected.get("localization_ratio"));
      assertClose(actual.participationRatio(), expected.get("participation_ratio"));
      // Of a constant vector it is 3e-9 of rounding: 99 empty bins of 1e-10.
      double entropy = expected.get("discrete_entropy").asDouble();
      assertThat(actual.discreteEntropy())
          .isCloseTo(entropy, within(Math.max(1e-12 * entropy, 1e-15)));
    }
  }

  private static void assertClose(double actual, JsonNode expected) {
    assertThat(actual).isCloseTo(expected.asDouble(), within(1e-12 * expected.asDouble()));
  }

  @Test
  void oneEntryIsFullyLocalized() {
    VectorMetrics metrics = VectorMetrics.of(new double[] {0, 0, -3, 0});
    assertThat(metrics.localizationRatio()).isEqualTo(1);
    assertThat(metrics.participationRatio()).isCloseTo(1, within(1e-15));
    assertThat(metrics.ipr()).isEqualTo(1);
  }

  @Test
  void equalEntriesAreFullySpread() {
    double[] v = new double[16];
    Arrays.setAll(v, i -> i % 2 == 0 ? 0.25 : -0.25);
    VectorMetrics metrics = VectorMetrics.of(v);
    assertThat(metrics.localizationRatio()).isEqualTo(16);
    assertThat(metrics.participationRatio()).isCloseTo(2, within(1e-15));
    assertThat(metrics.ipr()).isEqualTo(1.0 / 16);
    assertThat(metrics.discreteEntropy()).isCloseTo(0, within(1e-8));
  }

  @Test
  void scaleChangesTheVectorEntropyOnly() {
    double[] v = KnownMatrices.gaussian(40, 1, 2);
    VectorMetrics one = VectorMetrics.of(v);
    VectorMetrics two = VectorMetrics.of(Arrays.stream(v).map(x -> 2 * x).toArray());
    assertThat(two.localizationRatio()).isEqualTo(one.localizationRatio());
    assertThat(two.ipr()).isEqualTo(one.ipr());
    assertThat(two.vectorEntropy()).isLessThan(one.vectorEntropy());
  }

  @Test
  void aZeroVectorHasNoRatios() {
    VectorMetrics metrics = VectorMetrics.of(new double[3]);
    assertThat(metrics.localizationRatio()).isNaN();
    assertThat(metrics.participationRatio()).isNaN();
    assertThat(metrics.ipr()).isNaN();
    assertThat(metrics.vectorEntropy()).isCloseTo(1 / Math.sqrt(2 * Math.PI), within(1e-15));
  }

  @Test
  void anEmptyVectorIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VectorMetrics.of(new double[0]))
        .withMessage("a vector needs at least one entry");
  }

  private static EigenvectorMetrics three() {
    EigenvectorMetrics metrics = new EigenvectorMetrics();
    metrics.accept(9, new double[] {1, 0});
    metrics.accept(1, new double[] {0.6, 0.8});
    metrics.accept(4, new double[] {Math.sqrt(0.5), Math.sqrt(0.5)});
    return metrics;
  }

  @Test
  void theTailAreTheLargestByCount() {
    Row.Builder row = Row.builder();
    three().addByCount(row, OptionalLong.of(2));
    Row filled = row.build();
    assertThat(filled.real(Column.BULK_MEAN_LOC_RATIO)).isCloseTo(1.4 / 0.8, within(1e-15));
    assertThat(filled.real(Column.BULK_VAR_LOC_RATIO)).isZero();
    assertThat(filled.real(Column.TAIL_MEAN_LOC_RATIO)).isCloseTo(1.5, within(1e-15));
    // Ratios 1 and 2: population variance 0.25.
    assertThat(filled.real(Column.TAIL_VAR_LOC_RATIO)).isCloseTo(0.25, within(1e-15));
    assertThat(filled.real(Column.IPR)).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void withoutAFitEverythingIsNaN() {
    Row.Builder row = Row.builder();
    three().addByCount(row, OptionalLong.empty());
    Row filled = row.build();
    assertThat(filled.cells()).hasSize(13);
    filled.cells().keySet().forEach(column -> assertThat(filled.real(column)).isNaN());
  }

  @Test
  void theReferencesBoundaryHasAGuard() {
    Row.Builder row = Row.builder();
    three().addFrom(row, 4 * (1 + 1e-12));
    assertThat(row.build().real(Column.TAIL_MEAN_LOC_RATIO)).isCloseTo(1.5, within(1e-15));
    Row.Builder above = Row.builder();
    three().addFrom(above, 4 * (1 + 1e-8));
    assertThat(above.build().real(Column.TAIL_MEAN_LOC_RATIO)).isEqualTo(1);
    // Its failed fit has xmin = -1: all is tail.
    Row.Builder failed = Row.builder();
    three().addFrom(failed, -1);
    assertThat(failed.build().real(Column.BULK_MEAN_LOC_RATIO)).isNaN();
    assertThat(failed.build().real(Column.TAIL_MEAN_LOC_RATIO))
        .isCloseTo((1.75 + 1 + 2) / 3, within(1e-15));
  }
}
