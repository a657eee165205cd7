package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.testing.KnownMatrices;

/// Judge: identities of the quantities (scale, rotation, flat spectra) and closed forms.
class NormMetricsTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final double[] EVALS = {0.25, 0.5, 1, 2, 4, 9, 16};

  private static NormMetrics metrics(double... evals) {
    return new NormMetrics(evals, 20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 0.3, 1, 7, 1e9})
  void scale(double c) {
    NormMetrics unit = metrics(EVALS);
    NormMetrics scaled = metrics(Arrays.stream(EVALS).map(x -> c * x).toArray());
    assertThat(scaled.norm() / c).isCloseTo(unit.norm(), ROUNDING);
    assertThat(scaled.spectralNorm()).isEqualTo(c * 16);
    assertThat(scaled.stableRank()).isCloseTo(unit.stableRank(), ROUNDING);
    assertThat(scaled.matrixRank()).isEqualTo(7);
    assertThat(scaled.entropy()).isCloseTo(unit.entropy(), ROUNDING);
    assertThat(scaled.referenceEntropy()).isCloseTo(unit.referenceEntropy(), ROUNDING);
    assertThat(scaled.effectiveRank()).isCloseTo(unit.effectiveRank(), ROUNDING);
    assertThat(scaled.hillAlpha()).isCloseTo(unit.hillAlpha(), ROUNDING);
    for (double alpha : new double[] {-1, 1, 2.5, 6}) {
      assertThat(scaled.logAlphaNorm(alpha) - alpha * Math.log10(c))
          .isCloseTo(unit.logAlphaNorm(alpha), within(1e-10));
    }
  }

  /// A reflection changes the matrix and none of these.
  @Test
  void rotation() {
    double[] matrix = KnownMatrices.gaussian(30, 12, 4);
    double[] turned = matrix.clone();
    KnownMatrices.reflectRows(turned, 30, 12, KnownMatrices.gaussian(30, 1, 9));
    NormMetrics before = new NormMetrics(KnownMatrices.evals(matrix, 30, 12), 30);
    NormMetrics after = new NormMetrics(KnownMatrices.evals(turned, 30, 12), 30);
    double frobenius = Arrays.stream(matrix).map(x -> x * x).sum();
    assertThat(before.norm()).isCloseTo(frobenius, within(1e-12 * frobenius));
    assertThat(after.norm()).isCloseTo(before.norm(), within(1e-12 * frobenius));
    assertThat(after.spectralNorm()).isCloseTo(before.spectralNorm(), within(1e-11));
    assertThat(after.stableRank()).isCloseTo(before.stableRank(), ROUNDING);
    assertThat(after.entropy()).isCloseTo(before.entropy(), ROUNDING);
    assertThat(after.effectiveRank()).isCloseTo(before.effectiveRank(), ROUNDING);
    assertThat(after.logAlphaNorm(3)).isCloseTo(before.logAlphaNorm(3), ROUNDING);
    assertThat(after.hillAlpha()).isCloseTo(before.hillAlpha(), within(1e-11));
  }

  @Test
  void aFlatSpectrumIsEven() {
    NormMetrics flat = metrics(3, 3, 3, 3, 3);
    assertThat(flat.stableRank()).isCloseTo(5, ROUNDING);
    assertThat(flat.entropy()).isCloseTo(1, ROUNDING);
    assertThat(flat.effectiveRank()).isCloseTo(5, ROUNDING);
    assertThat(flat.hillAlpha()).isNaN();
    assertThat(flat.logAlphaNorm(2)).isCloseTo(Math.log10(45), ROUNDING);
  }

  @Test
  void oneDirection() {
    NormMetrics one = metrics(0, 0, 0, 4);
    assertThat(one.stableRank()).isEqualTo(1);
    assertThat(one.matrixRank()).isEqualTo(1);
    assertThat(one.entropy()).isZero();
    assertThat(one.effectiveRank()).isEqualTo(1);
    // p = 1e-10 thrice and 1 + 1e-10, over ln(1 + 1e-10).
    double p = 1 + 1e-10;
    double expected = -(3 * 1e-10 * Math.log(1e-10) + p * Math.log(p)) / Math.log(p);
    assertThat(one.referenceEntropy()).isCloseTo(expected, within(1e-9));
    assertThat(expected).isGreaterThan(60);
  }

  @Test
  void aSingleEigenvalueOfTheReference() {
    assertThat(metrics(4).referenceEntropy()).isCloseTo(-(1 + 1e-10), within(1e-15));
    assertThat(metrics(4).entropy()).isZero();
  }

  @Test
  void theZeroMatrix() {
    NormMetrics zero = metrics(0, 0, 0);
    assertThat(zero.norm()).isZero();
    assertThat(zero.stableRank()).isNaN();
    assertThat(zero.matrixRank()).isZero();
    assertThat(zero.entropy()).isNaN();
    assertThat(zero.referenceEntropy()).isNaN();
    assertThat(zero.effectiveRank()).isNaN();
    assertThat(zero.hillAlpha()).isNaN();
    assertThat(zero.logAlphaNorm(-1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(zero.logAlphaNorm(2)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void twoValuesInClosedForm() {
    NormMetrics two = metrics(1, 3);
    double h = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75));
    assertThat(two.entropy()).isCloseTo(h / Math.log(2), ROUNDING);
    double p = 1 / (1 + Math.sqrt(3));
    double g = -(p * Math.log(p) + (1 - p) * Math.log(1 - p));
    assertThat(two.effectiveRank()).isCloseTo(Math.exp(g), ROUNDING);
    assertThat(two.logAlphaNorm(-1)).isCloseTo(Math.log10(4.0 / 3), ROUNDING);
  }

  /// k counts the median itself: of four values the upper two, of five the upper three.
  @Test
  void theHillEstimatorStartsAtTheMedian() {
    assertThat(metrics(1, 2, 4, 8).hillAlpha()).isCloseTo(1 + 2 / Math.log(2), ROUNDING);
    assertThat(metrics(1, 2, 4, 8, 16).hillAlpha()).isCloseTo(1 + 3 / Math.log(8), ROUNDING);
  }

  @Test
  void powersDoNotOverflow() {
    assertThat(metrics(1, 1e200).logAlphaNorm(6)).isCloseTo(1200, within(1e-9));
    assertThat(metrics(1e-300, 1e-200).logAlphaNorm(5)).isCloseTo(-1000, within(1e-9));
  }

  /// The tolerance is strict: `s > max(s)·N·2^-52`.
  @Test
  void theRankTolerance() {
    double tolerance = 20 * 0x1p-52;
    double at = tolerance * tolerance;
    assertThat(metrics(at, 1).matrixRank()).isEqualTo(1);
    assertThat(metrics(at * (1 + 1e-10), 1).matrixRank()).isEqualTo(2);
  }
}
