package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.weightwatcher.testing.Examples;
import org.weightwatcher.testing.KnownMatrices;
import tools.jackson.databind.JsonNode;

/// Judges: the reference's distance in the specification, NumPy's rule for bins, and closed forms.
class DistancesTest {
  @Test
  void distanceOfListsOfTheSpecification() {
    JsonNode example = Examples.of(getClass(), "rand-metrics");
    double[] p = Examples.numbers(example.get("inputs").get("evals"));
    double[] q = Examples.numbers(example.get("inputs").get("rand_evals"));
    double expected = example.get("expected").get("rand_distance").asDouble();
    assertThat(JensenShannon.ofLists(p, q)).isCloseTo(expected, within(1e-12 * expected));
  }

  @Test
  void equalListsHaveNoDistance() {
    double[] p = KnownMatrices.gaussian(50, 1, 3);
    double[] squares = Arrays.stream(p).map(x -> x * x).toArray();
    assertThat(JensenShannon.ofLists(squares, squares)).isZero();
    assertThat(JensenShannon.ofDensities(squares, squares)).isZero();
  }

  @Test
  void disjointDensitiesAreFarthestApart() {
    assertThat(JensenShannon.ofDensities(new double[] {1, 2}, new double[] {1e6, 2e6, 3e6}))
        .isCloseTo(Math.sqrt(Math.log(2)), within(1e-15));
    assertThat(JensenShannon.ofLists(new double[] {0, 1}, new double[] {1, 0}))
        .isCloseTo(Math.sqrt(Math.log(2)), within(1e-15));
  }

  @Test
  void zeroListsHaveNoDistance() {
    assertThat(JensenShannon.ofLists(new double[2], new double[] {1, 2})).isNaN();
    assertThat(JensenShannon.ofLists(new double[2], new double[2])).isNaN();
    assertThat(JensenShannon.ofDensities(new double[2], new double[] {1, 2})).isNaN();
  }

  @Test
  void binsAreClosedBelowAndTheLastAlsoAbove() {
    double[] values = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    // Edges 0, 0.1, … as NumPy makes them: 0.3 lies below 3·0.1, 0.7 below 7·0.1 and 0.6 below
    // 6·0.1.
    assertThat(Histogram.counts(values, 10, 0, 1)).containsExactly(1, 1, 2, 0, 1, 2, 1, 0, 1, 2);
    assertThat(Histogram.counts(new double[] {5, 5}, 4, 5, 5)).containsExactly(0, 0, 2, 0);
    assertThat(Histogram.edge(10, 10, 0, 1)).isEqualTo(1);
    assertThat(Histogram.edge(0, 4, 5, 5)).isEqualTo(4.5);
  }

  @Test
  void gapsOfKnownLevels() {
    LevelSpacing spacing = LevelSpacing.of(new double[] {4, 1, 2, 2});
    assertThat(spacing.gaps()).containsExactly(1, 0, 2);
    assertThat(spacing.logGaps()).containsExactly(0, Math.log10(2));
    assertThat(spacing.meanRatio()).isZero();
    assertThat(LevelSpacing.of(new double[] {1, 2, 4, 5}).meanRatio()).isEqualTo(0.5);
    assertThat(LevelSpacing.of(new double[] {1, 2}).meanRatio()).isNaN();
    assertThat(LevelSpacing.of(new double[0]).gaps()).isEmpty();
  }

  @Test
  void levelsOfARandomMatrixRepelEachOther() {
    // Singular values of a Gaussian matrix: the orthogonal class, 0.5307.
    double[] evals = KnownMatrices.evals(KnownMatrices.gaussian(600, 300, 8), 600, 300);
    assertThat(LevelSpacing.of(evals).meanRatio()).isCloseTo(0.5307, within(0.05));
    double[] independent = KnownMatrices.gaussian(2000, 1, 9);
    assertThat(LevelSpacing.of(independent).meanRatio()).isCloseTo(0.3863, within(0.03));
  }
}
