package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.FingerSettings;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FitSettings;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;

/// Fits of two, three, equal and repeated data. Judge: closed forms, and the slow maximum of
/// [PlainTruncated].
class FewDataFitsTest {
  private static TailFit fit(FitKind kind, boolean forced, double... evals) {
    Xmax xmax = forced ? new Xmax.Force() : new Xmax.None();
    FitSettings settings = new FitSettings(kind, PlPackage.POWERLAW, xmax, FingerSettings.none());
    return PowerLawFit.fit(evals, new FitOptions(settings, 1e-5, 0, Compat.OFF));
  }

  @ParameterizedTest
  @CsvSource({"PL, true", "PL, false", "TPL, true", "TPL, false"})
  void equalDataHaveNoFit(FitKind kind, boolean forced) {
    assertThat(fit(kind, forced, 3, 3, 3))
        .isEqualTo(
            new TailFit.NotFitted(
                TailFit.Reason.DEGENERATE, "degenerate: all 3 eigenvalues are equal"));
    // One datum above the absolute threshold: then it is 1e-10 of the largest.
    assertThat(fit(kind, forced, 3))
        .isEqualTo(
            new TailFit.NotFitted(
                TailFit.Reason.TOO_FEW_EIGENVALUES,
                "1 of 1 eigenvalues above 3.0E-10, a fit needs 2"));
  }

  /// The mean logarithm of both ends is that of exponent 1, so that the search ends at the least
  /// exponent that it allows. All of the mass lies below the second, half of the data does.
  @ParameterizedTest
  @CsvSource({"PL, 1.0001", "TPL, 1"})
  void twoDataAtBothEndsHaveTheLeastExponent(FitKind kind, double alpha) {
    TailFit.Fitted fit = (TailFit.Fitted) fit(kind, true, 1, 2);
    assertThat(fit.alpha()).isCloseTo(alpha, within(1e-8));
    assertThat(fit.distance()).isCloseTo(0.5, within(1e-12));
    assertThat(fit.sigma()).isNaN();
    assertThat(fit.tail()).isEqualTo(2);
    assertThat(fit.xmin()).isEqualTo(1);
    assertThat(fit.xmax()).isEqualTo(2);
  }

  /// The mean of ln x is (0 + 0.2 + 1)/3 = 0.4, on `[1, e]`.
  @Test
  void threeDataSolveTheEquationOfABoundedPowerLaw() {
    double[] data = {1, Math.exp(0.2), Math.E};
    TailFit.Fitted fit = (TailFit.Fitted) fit(FitKind.PL, true, data);
    double power = Math.exp(1 - fit.alpha());
    assertThat(1 / (fit.alpha() - 1) - power / (1 - power)).isCloseTo(0.4, within(1e-10));
    assertThat(fit.tail()).isEqualTo(3);
    double share = (1 - Math.exp(0.2 * (1 - fit.alpha()))) / (1 - power);
    double expected = Math.max(Math.abs(share - 1.0 / 3), 1.0 / 3);
    assertThat(fit.distance()).isCloseTo(expected, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "false, 1 2",
    "false, 1 2 4",
    "false, 1 1.1 9",
    "true, 1 1.2 4",
    "false, 1 1 1 2 2 3 3 3 3 5 8 8 13 21",
    "true, 1 1 1 2 2 3 3 3 3 5 8 8 13 21",
    "false, 1 1 1 1 1 1 1 2"
  })
  void truncatedFitIsThatOfTheSlowMaximum(boolean forced, String text) {
    double[] data = Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    double largest = data[data.length - 1];
    double end = forced ? largest : Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    double xmin = 0;
    for (double start : Arrays.stream(data).distinct().filter(x -> x < largest).toArray()) {
      double[] tail = Arrays.stream(data).filter(x -> x >= start).toArray();
      double distance = distance(tail, end);
      if (distance < best - 1e-7) {
        best = distance;
        xmin = start;
      }
    }
    TailFit.Fitted fit = (TailFit.Fitted) fit(FitKind.TPL, forced, data);
    assertThat(fit.xmin()).isEqualTo(xmin);
    assertThat(fit.distance()).isCloseTo(best, within(1e-5));
    double first = xmin;
    assertThat(fit.tail()).isEqualTo((int) Arrays.stream(data).filter(x -> x >= first).count());
  }

  /// Distance over the different values u from the share of data below u.
  private static double distance(double[] tail, double end) {
    PlainTruncated law = PlainTruncated.of(tail, end);
    double largest = 0;
    for (double u : tail) {
      double below = Arrays.stream(tail).filter(x -> x < u).count() / (double) tail.length;
      double share = u == tail[0] ? 0 : law.cdf(tail, end, u);
      largest = Math.max(largest, Math.abs(share - below));
    }
    return largest;
  }
}
