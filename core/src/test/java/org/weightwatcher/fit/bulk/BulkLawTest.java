package org.weightwatcher.fit.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.testing.Examples;
import tools.jackson.databind.JsonNode;

/// Judges: the reference's numbers in the specification, and that a density has the integral 1.
class BulkLawTest {
  private static void assertDensities(BulkLaw law, double sigma, JsonNode x, JsonNode expected) {
    double[] points = Examples.numbers(x);
    double[] densities = Examples.numbers(expected);
    assertThat(points).hasSize(4);
    for (int i = 0; i < points.length; i++) {
      assertThat(law.density(points[i], sigma))
          .isCloseTo(densities[i], within(1e-12 * Math.max(densities[i], 1e-3)));
    }
  }

  @Test
  void densitiesOfTheSpecification() {
    JsonNode example = Examples.of(getClass(), "mp-pdf");
    JsonNode x = example.get("inputs").get("x");
    JsonNode expected = example.get("expected");
    BulkLaw.Rectangular law = new BulkLaw.Rectangular(2);
    assertDensities(law, 1, x, expected.get("mp"));
    assertThat(law.lower(1)).isCloseTo(expected.get("a").asDouble(), within(1e-15));
    assertThat(law.upper(1)).isCloseTo(expected.get("b").asDouble(), within(1e-15));
    assertDensities(
        new BulkLaw.ReferenceSquare(), 0.8, x, expected.get("quarter_circle_reference"));
    assertDensities(new BulkLaw.Square(), 0.8, x, expected.get("quarter_circle_correct"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 1, 0.3", "2, 1, 1", "10, 1, 0.5", "3, 2, 2"})
  void theRightLawsHaveTheIntegralOne(long n, long m, double sigma) {
    BulkLaw law = BulkLaw.of(n, m);
    double end = 4.1 * Math.max(sigma, sigma * sigma);
    int steps = 400_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += law.density((i + 0.5) * end / steps, sigma) * end / steps;
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
    assertThat(law.density(0, sigma)).isFinite();
    assertThat(law.density(end, sigma)).isZero();
  }

  @Test
  void squareMatricesHaveALawOfSingularValues() {
    assertThat(BulkLaw.of(7, 7)).isEqualTo(new BulkLaw.Square());
    assertThat(BulkLaw.ofReference(7, 7)).isEqualTo(new BulkLaw.ReferenceSquare());
    assertThat(BulkLaw.of(8, 7)).isEqualTo(new BulkLaw.Rectangular(8 / 7.0));
    assertThat(BulkLaw.ofReference(8, 7)).isEqualTo(BulkLaw.of(8, 7));
    assertThat(BulkLaw.of(7, 7).ofSingularValues()).isTrue();
    assertThat(BulkLaw.of(8, 7).ofSingularValues()).isFalse();
  }

  @Test
  void kernelDensityOfTheSpecification() {
    JsonNode example = Examples.of(getClass(), "kde");
    double[] data = Examples.numbers(example.get("inputs").get("data"));
    double[] x = Examples.numbers(example.get("inputs").get("x"));
    double[] expected = Examples.numbers(example.get("expected"));
    double[] density = new KernelDensity(data, 0.1).at(x);
    assertThat(density).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(density[i]).isCloseTo(expected[i], within(1e-12 * Math.max(1, expected[i])));
    }
  }

  @Test
  void kernelDensityHasTheIntegralOne() {
    double[] data = {3, 0.2, 0.25, 0.2, 7};
    double[] x = new double[80_000];
    Arrays.setAll(x, i -> i * 1e-4);
    double sum = Arrays.stream(new KernelDensity(data, 0.1).at(x)).sum() * 1e-4;
    assertThat(sum).isCloseTo(1, within(1e-6));
    assertThat(data).isEqualTo(new double[] {3, 0.2, 0.25, 0.2, 7});
  }
}
