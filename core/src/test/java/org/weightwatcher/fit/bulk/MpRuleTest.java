package org.weightwatcher.fit.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.MpMethod;
import org.weightwatcher.testing.Examples;
import org.weightwatcher.testing.KnownMatrices;
import tools.jackson.databind.JsonNode;

/// Judges: the reference's numbers in the specification, random matrices of known variance, and
/// spikes that were planted.
class MpRuleTest {
  private static MarchenkoPastur fit(MpRule rule, double[] evals, int n, int m) {
    return rule.fit(evals, n, m).orElseThrow();
  }

  @Test
  void theReferencesFitsOfTheSpecification() {
    JsonNode example = Examples.of(getClass(), "mp-fit");
    assertThat(example.get("inputs").size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      JsonNode input = example.get("inputs").get(i);
      JsonNode expected = example.get("expected").get(i);
      double[] evals = Examples.numbers(input.get("evals"));
      int n = input.get("N").asInt();
      MarchenkoPastur mp = fit(MpRule.REFERENCE, evals, n, input.get("M").asInt());
      assertThat(mp.spikes()).isEqualTo(expected.get("num_spikes").asInt());
      // The example allows 1e-4; the same steps end at the same number.
      assertClose(mp.sigma(), expected.get("sigma_mp").asDouble());
      assertClose(mp.softrank(), expected.get("mp_softrank").asDouble());
      assertClose(mp.bulkMin(), expected.get("bulk_min").asDouble());
      assertClose(mp.bulkMax(), expected.get("bulk_max").asDouble());
      assertClose(mp.scale(), expected.get("W_scale").asDouble());
    }
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }

  static Stream<Arguments> gaussians() {
    return Stream.of(1.0, 1.5, 2.0, 4.0, 10.0)
        .flatMap(q -> Stream.of(0.02, 1.0, 30.0).map(sigma -> Arguments.of(q, sigma)));
  }

  private static double[] gaussianEvals(int n, int m, double sigma, long seed) {
    double[] matrix = KnownMatrices.gaussian(n, m, seed);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] *= sigma;
    }
    return KnownMatrices.evals(matrix, n, m);
  }

  @ParameterizedTest
  @MethodSource("gaussians")
  void gaussianMatricesHaveTheirSigmaAndNoSpikes(double q, double sigma) {
    int m = 120;
    int n = (int) (q * m);
    int clean = 0;
    for (int seed = 0; seed < 20; seed++) {
      MarchenkoPastur mp = fit(MpRule.TRIM, gaussianEvals(n, m, sigma, seed), n, m);
      // In the unit of the entries: the mean eigenvalue is n sigma².
      double entries = mp.sigma() / mp.scale() / Math.sqrt(n);
      assertThat(entries)
          .isCloseTo(sigma, within(0.01 * sigma + 2 * sigma / Math.sqrt(2.0 * n * m)));
      double edge = sigma * sigma * Math.pow(Math.sqrt(n) + Math.sqrt(m), 2);
      assertThat(mp.bulkMax()).isCloseTo(edge, within(0.05 * edge));
      clean += mp.spikes() == 0 ? 1 : 0;
    }
    assertThat(clean).isGreaterThanOrEqualTo(19);
  }

  @ParameterizedTest
  @CsvSource({"150, 150, 1", "150, 150, 4", "300, 150, 1", "300, 150, 7", "600, 100, 3"})
  void plantedSpikesAreCounted(int n, int m, int spikes) {
    double[] matrix = KnownMatrices.gaussian(n, m, 11);
    // Far above the threshold (n m)^(1/4) below which a spike cannot be seen.
    double strength = 5 * Math.pow((double) n * m, 0.25);
    for (int k = 0; k < spikes; k++) {
      double[] u = unit(n, 100 + k);
      double[] v = unit(m, 200 + k);
      for (int i = 0; i < n * m; i++) {
        matrix[i] += (strength + 3 * k) * u[i / m] * v[i % m];
      }
    }
    MarchenkoPastur mp = fit(MpRule.TRIM, KnownMatrices.evals(matrix, n, m), n, m);
    assertThat(mp.spikes()).isEqualTo(spikes);
    double entries = mp.sigma() / mp.scale() / Math.sqrt(n);
    // A spike takes the noise of its direction along, about 1/n of the variance.
    assertThat(entries).isCloseTo(1, within(0.01 + (double) spikes / n));
    assertThat(mp.softrank()).isLessThan(0.8);
  }

  private static double[] unit(int size, long seed) {
    double[] v = KnownMatrices.gaussian(size, 1, seed);
    double norm = Math.sqrt(IntStream.range(0, size).mapToDouble(i -> v[i] * v[i]).sum());
    for (int i = 0; i < size; i++) {
      v[i] /= norm;
    }
    return v;
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "400, 200"})
  void theDensityMethodIsRightForSquareMatricesToo(int n, int m) {
    double[] evals = gaussianEvals(n, m, 1, 3);
    MarchenkoPastur mp = fit(MpRule.KDE, evals, n, m);
    assertThat(mp.sigma()).isCloseTo(1, within(0.03));
    assertThat(mp.softrank()).isBetween(0.9, 1.0);
    assertThat(mp.spikes()).isZero();
  }

  @Test
  void onlyTheReferenceMissesSigmaOfASquareBulkBesideSpikes() {
    double[] evals = gaussianEvals(100, 100, 1, 5);
    double total = IntStream.range(0, 100).mapToDouble(i -> evals[i]).sum();
    for (int k = 0; k < 3; k++) {
      evals[99 - k] = 0.15 * total;
    }
    // The three spikes hold about a third of the sum.
    double right = fit(MpRule.TRIM, evals, 100, 100).sigma();
    assertThat(fit(MpRule.KDE, evals, 100, 100).sigma()).isCloseTo(right, within(0.04));
    assertThat(fit(MpRule.REFERENCE, evals, 100, 100).sigma()).isGreaterThan(right + 0.08);
  }

  @Test
  void onlyTheReferencesSoftrankExceedsOne() {
    double[] evals = IntStream.range(0, 40).mapToDouble(i -> 50 + i).toArray();
    assertThat(fit(MpRule.REFERENCE, evals, 80, 40).softrank()).isGreaterThan(1);
    assertThat(fit(MpRule.KDE, evals, 80, 40).softrank()).isEqualTo(1);
    assertThat(fit(MpRule.KDE, evals, 80, 40).bulkMax())
        .isEqualTo(fit(MpRule.REFERENCE, evals, 80, 40).bulkMax());
  }

  @ParameterizedTest
  @EnumSource
  void spectraWithoutABulkHaveNoFit(MpRule rule) {
    assertThat(rule.fit(new double[0], 3, 3)).isEmpty();
    assertThat(rule.fit(new double[] {0, 0, 0}, 3, 3)).isEmpty();
    assertThat(rule.fit(new double[] {1, Double.NaN}, 3, 2)).isEmpty();
    assertThat(rule.fit(new double[] {1, Double.POSITIVE_INFINITY}, 3, 2)).isEmpty();
    assertThat(rule.fit(new double[] {2}, 3, 1).isPresent()).isEqualTo(rule == MpRule.REFERENCE);
  }

  @ParameterizedTest
  @EnumSource
  void orderDoesNotMatterAndTheInputStays(MpRule rule) {
    double[] evals = {5, 1, 3, 2, 4, 2.5};
    MarchenkoPastur sorted = fit(rule, new double[] {1, 2, 2.5, 3, 4, 5}, 12, 6);
    MarchenkoPastur mixed = fit(rule, evals, 12, 6);
    assertThat(mixed.sigma()).isCloseTo(sorted.sigma(), within(1e-12));
    assertThat(mixed.spikes()).isEqualTo(sorted.spikes());
    assertThat(evals).isEqualTo(new double[] {5, 1, 3, 2, 4, 2.5});
  }

  @Test
  void theReferencesRulesOverruleTheMethod() {
    for (MpMethod method : MpMethod.values()) {
      assertThat(MpRule.of(method, Compat.REFERENCE)).isEqualTo(MpRule.REFERENCE);
      assertThat(MpRule.of(method, Compat.REFERENCE_FLOAT64)).isEqualTo(MpRule.REFERENCE);
    }
    assertThat(MpRule.of(MpMethod.TRIM, Compat.OFF)).isEqualTo(MpRule.TRIM);
    assertThat(MpRule.of(MpMethod.KDE, Compat.OFF)).isEqualTo(MpRule.KDE);
  }
}
