package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.Examples;
import tools.jackson.databind.JsonNode;

/// Judges: the reference's numbers in the specification, and products in exact decimal arithmetic.
class DetXTest {
  @Test
  void countsOfTheSpecification() {
    JsonNode example = Examples.of(getClass(), "detX");
    JsonNode cases = example.get("inputs").get("cases");
    assertThat(cases.size()).isEqualTo(6);
    for (int i = 0; i < cases.size(); i++) {
      double[] evals = Examples.numbers(cases.get(i).get("evals"));
      double[] used = cases.get(i).get("rescale").asBoolean() ? DetX.rescaled(evals) : evals;
      double[] expected = Examples.numbers(example.get("expected").get(i));
      DetX reference = DetX.ofReference(used);
      assertThat(new double[] {reference.num(), reference.index()}).isEqualTo(expected);
      // Ours differs only where the product is never below 1.
      DetX ours = DetX.of(used);
      assertThat(ours.num()).isEqualTo(reference.num());
      assertThat(ours.index()).isEqualTo(ours.num() == 0 ? 0 : used.length - ours.num());
    }
  }

  @Test
  void onlyTheReferenceUnderflows() {
    JsonNode expected = Examples.of(getClass(), "detX-underflow").get("expected");
    double[] evals = new double[2800];
    Arrays.fill(evals, 0, 2000, 0.001);
    Arrays.fill(evals, 2000, 2800, 3.0);
    DetX reference = DetX.ofReference(evals);
    assertThat(new double[] {reference.num(), reference.index()})
        .isEqualTo(Examples.numbers(expected.get("reference")));
    DetX ours = DetX.of(evals);
    assertThat(new double[] {ours.num(), ours.index()})
        .isEqualTo(Examples.numbers(expected.get("correct")));
  }

  @Test
  void agreesWithExactProducts() {
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      double[] evals = random.doubles(30, 0.01, 6).sorted().toArray();
      BigDecimal product = BigDecimal.ONE;
      int num = 0;
      while (num < 30 && (num == 0 || product.compareTo(BigDecimal.ONE) >= 0)) {
        num++;
        product = product.multiply(new BigDecimal(evals[30 - num]));
      }
      assertThat(DetX.of(evals).num()).isEqualTo(num);
    }
  }

  @Test
  void theBestCountIsTheNearestProduct() {
    // Products 3, 1.5, 0.75, 0.0075: below 1 first with three, and nearest with three.
    assertThat(DetX.of(new double[] {0.01, 0.5, 0.5, 3}).best()).isEqualTo(3);
    // Products 4, 1.04, 0.104: below 1 with three, nearest with two.
    DetX two = DetX.of(new double[] {0.1, 0.26, 4});
    assertThat(two.num()).isEqualTo(3);
    assertThat(two.best()).isEqualTo(2);
  }

  private static Row columns(Compat compat, OptionalLong tail, double... evals) {
    Row.Builder row = Row.builder();
    DetXMetrics.add(row, evals, tail, AnalyzeOptions.builder().compat(compat).build());
    return row.build();
  }

  @Test
  void columnsHoldBothUnits() {
    double[] evals = {0.2, 1, 2, 7.8};
    // Mean 2.75; rescaled 0.0727, 0.364, 0.727, 2.84: products 2.84, 2.06, 0.75.
    for (Compat compat : Compat.values()) {
      Row row = columns(compat, OptionalLong.of(1), evals);
      assertThat(row.count(Column.DETX_NUM)).hasValue(3);
      assertThat(row.real(Column.DETX_VAL)).isEqualTo(1);
      assertThat(row.real(Column.DETX_VAL_UNRESCALED)).isCloseTo(1 / 2.75, within(1e-15));
      assertThat(row.count(Column.DETX_DELTA)).hasValue(-2);
      assertThat(row.count(Column.DETX_NUM_BEST)).hasValue(3);
    }
    Row unfitted = columns(Compat.OFF, OptionalLong.empty(), evals);
    assertThat(unfitted.real(Column.DETX_DELTA)).isNaN();
    assertThat(unfitted.count(Column.DETX_DELTA)).isEmpty();
  }

  @Test
  void equalEigenvaluesHaveNoCount() {
    Row ours = columns(Compat.OFF, OptionalLong.of(2), 3, 3, 3);
    assertThat(ours.count(Column.DETX_NUM)).isEmpty();
    assertThat(ours.real(Column.DETX_VAL)).isNaN();
    Row reference = columns(Compat.REFERENCE, OptionalLong.of(2), 3, 3, 3);
    assertThat(reference.count(Column.DETX_NUM)).hasValue(0);
    assertThat(reference.real(Column.DETX_VAL)).isEqualTo(3);
    assertThat(columns(Compat.REFERENCE, OptionalLong.of(2), 0, 0, 0).real(Column.DETX_VAL))
        .isNaN();
  }
}
