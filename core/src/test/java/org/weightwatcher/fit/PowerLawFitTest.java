package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.fit.TailFit.Fitted;
import org.weightwatcher.fit.TailFit.NotFitted;
import org.weightwatcher.fit.TailFit.Reason;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.Xmax;

/// Judge: closed forms worked out on paper, and the law that random data were drawn from.
class PowerLawFitTest {
  private static final Offset<Double> ROUNDING = within(1e-14);

  private static TailFit fit(Compat compat, Xmax xmax, double... evals) {
    return PowerLawFit.fit(
        evals,
        new FitOptions(
            AnalyzeOptions.builder().xmax(xmax).build().fit(), FitOptions.EVALS_THRESH, 0, compat));
  }

  private static TailFit fit(Compat compat, double... evals) {
    return fit(compat, new Xmax.None(), evals);
  }

  private static Fitted fitted(TailFit fit) {
    assertThat(fit).isInstanceOf(Fitted.class);
    return (Fitted) fit;
  }

  private static void assertNotFitted(TailFit fit, Reason why, String detail) {
    assertThat(fit).isEqualTo(new NotFitted(why, detail));
  }

  @ParameterizedTest
  @EnumSource(Compat.class)
  void twoValuesAreACandidate(Compat compat) {
    Fitted fit = fitted(fit(compat, 1, 2));
    double alpha = 1 + 2 / Math.log(2);
    assertThat(fit.alpha()).isCloseTo(alpha, ROUNDING);
    assertThat(fit.distance()).isCloseTo(0.5 - Math.exp(-2), ROUNDING);
    assertThat(fit.sigma()).isCloseTo((alpha - 1) / Math.sqrt(2), ROUNDING);
    assertThat(fit.xmin()).isEqualTo(1);
    assertThat(fit.xmax()).isEqualTo(2);
    assertThat(fit.tail()).isEqualTo(2);
    assertThat(fit.spikes()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Compat.class)
  void threeValuesInAnyOrder(Compat compat) {
    Fitted fit = fitted(fit(compat, 4, 1, 2));
    assertThat(fit.alpha()).isCloseTo(1 + 1 / Math.log(2), ROUNDING);
    assertThat(fit.distance()).isCloseTo(1 - Math.exp(-1) - 1.0 / 3, ROUNDING);
    assertThat(fit.sigma()).isCloseTo(1 / (Math.log(2) * Math.sqrt(3)), ROUNDING);
    assertThat(fit.xmin()).isEqualTo(1);
  }

  @Test
  void equalValuesHaveNoFit() {
    assertNotFitted(
        fit(Compat.OFF, 3, 3, 3, 3, 3),
        Reason.DEGENERATE,
        "degenerate: all 5 eigenvalues are equal");
  }

  @Test
  void equalValuesAreASuccessOfTheReference() {
    Fitted fit = fitted(fit(Compat.REFERENCE, 3, 3, 3, 3, 3));
    assertThat(fit.alpha()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(fit.sigma()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(fit.distance()).isEqualTo(0.5);
    assertThat(fit.tail()).isEqualTo(2);
    assertThat(fit.spikes()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"1, 0 of 0", "2, 1 of 1", "3, 0 of 2"})
  void oneValueIsTooFew(int which, String counts) {
    double[] evals = which == 1 ? new double[0] : which == 2 ? new double[] {3} : new double[2];
    assertNotFitted(
        fit(Compat.REFERENCE, evals),
        Reason.TOO_FEW_EIGENVALUES,
        counts + " eigenvalues above 1.0E-5, a fit needs 2");
  }

  @ParameterizedTest
  @EnumSource(Compat.class)
  void theThresholdIsStrict(Compat compat) {
    Fitted fit = fitted(fit(compat, 1e-6, 1e-5, 2e-5, 1, 2, 3));
    Fitted without = fitted(fit(compat, 2e-5, 1, 2, 3));
    assertThat(fit).isEqualTo(without);
  }

  @Test
  void aValueAtTheThresholdDoesNotCount() {
    assertNotFitted(
        fit(Compat.REFERENCE, FitOptions.EVALS_THRESH, 2),
        Reason.TOO_FEW_EIGENVALUES,
        "1 of 2 eigenvalues above 1.0E-5, a fit needs 2");
    double above = Math.nextUp(FitOptions.EVALS_THRESH);
    assertThat(fitted(fit(Compat.REFERENCE, above, 2)).xmin()).isEqualTo(above);
  }

  /// The rule of small layers: below a largest eigenvalue of 1e-3 the threshold follows it.
  @ParameterizedTest
  @ValueSource(doubles = {9.99e-4, 1e-5, 1e-9, 1e-30})
  void smallLayersKeepTheirFit(double largest) {
    double[] evals = {0.1 * largest, 0.2 * largest, 0.4 * largest, 0.5 * largest, largest};
    Fitted small = fitted(fit(Compat.OFF, evals));
    Fitted unit = fitted(fit(Compat.OFF, 0.1, 0.2, 0.4, 0.5, 1));
    assertThat(small.alpha()).isCloseTo(unit.alpha(), within(1e-12));
    assertThat(small.distance()).isCloseTo(unit.distance(), within(1e-12));
    assertThat(small.tail()).isEqualTo(unit.tail());
  }

  @Test
  void atAHundredThresholdsTheThresholdStays() {
    Fitted fit = fitted(fit(Compat.OFF, 5e-6, 1e-4, 2e-4, 1e-3));
    assertThat(fit).isEqualTo(fitted(fit(Compat.OFF, 1e-4, 2e-4, 1e-3)));
  }

  @Test
  void oneLargeValueAmongSmallOnesLowersTheThreshold() {
    Fitted fit = fitted(fit(Compat.OFF, 1e-6, 2e-6, 5));
    assertThat(fit.tail()).isGreaterThanOrEqualTo(2);
    assertNotFitted(
        fit(Compat.REFERENCE, 1e-6, 2e-6, 5),
        Reason.TOO_FEW_EIGENVALUES,
        "1 of 3 eigenvalues above 1.0E-5, a fit needs 2");
  }

  @Test
  void noiseIsNeverFitted() {
    double[] evals = {1e-17, 2e-17, 1e-5, 2e-5, 3e-5};
    FitOptions noisy = new FitOptions(AnalyzeOptions.defaults().fit(), 1e-5, 1e-16, Compat.OFF);
    assertThat(PowerLawFit.fit(evals, noisy)).isEqualTo(fit(Compat.OFF, 1e-5, 2e-5, 3e-5));
  }

  @ParameterizedTest
  @EnumSource(Compat.class)
  void theLargestAreLeftOut(Compat compat) {
    double[] evals = {0.1, 0.2, 0.3, 0.5, 0.9, 2};
    for (int count = 1; count <= 3; count++) {
      TailFit dropped = fit(compat, new Xmax.DropLargest(count), evals);
      assertThat(dropped).isEqualTo(fit(compat, Arrays.copyOf(evals, 6 - count)));
    }
  }

  @Test
  void moreThanHalfIsNotAFit() {
    assertNotFitted(
        fit(Compat.OFF, new Xmax.DropLargest(4), 0.1, 0.2, 0.3, 0.5, 0.9, 2),
        Reason.XMAX_TOO_LARGE,
        "xmax too large: 4 of 6 eigenvalues would be left out");
  }

  /// The reference takes the count as a value: the nearest datum, here 4.5, ends the fit.
  @Test
  void moreThanHalfIsAValueForTheReference() {
    TailFit fit = fit(Compat.REFERENCE, new Xmax.DropLargest(4), 0.1, 0.2, 0.3, 3, 4.5, 90);
    Fitted upTo = fitted(fit(Compat.REFERENCE, 0.1, 0.2, 0.3, 3, 4.5));
    Fitted got = fitted(fit);
    assertThat(got.alpha()).isEqualTo(upTo.alpha());
    assertThat(got.xmax()).isEqualTo(4.5);
    assertThat(got.distance()).isEqualTo(upTo.distance());
    // Its count of spikes runs over all eigenvalues.
    assertThat(got.spikes()).isEqualTo(upTo.spikes() + 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void onlyFiniteEigenvaluesAreFitted(double odd) {
    assertNotFitted(fit(Compat.OFF, 1, odd, 2), Reason.NOT_FINITE, "an eigenvalue is not finite");
  }

  @Test
  void theInputStaysAsItIs() {
    double[] evals = {3, 1, 2};
    fit(Compat.OFF, evals);
    assertThat(evals).containsExactly(3, 1, 2);
  }

  /// True power laws: alpha within four standard errors.
  @ParameterizedTest
  @ValueSource(doubles = {1.6, 2, 3, 4.5, 7})
  void recoversTheLaw(double alpha) {
    Random random = new Random(3);
    double[] data = new double[2000];
    Arrays.setAll(data, i -> Math.pow(1 - random.nextDouble(), -1 / (alpha - 1)));
    Fitted fit = fitted(fit(Compat.OFF, data));
    assertThat(fit.alpha()).isCloseTo(alpha, within(4 * fit.sigma()));
    assertThat(fit.sigma()).isCloseTo((fit.alpha() - 1) / Math.sqrt(fit.tail()), ROUNDING);
  }
}
