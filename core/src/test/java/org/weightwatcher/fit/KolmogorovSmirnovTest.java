package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Judge: both one-sided limits of the empirical distribution, counted at every datum.
class KolmogorovSmirnovTest {
  private static double counted(double[] evals, TailFit.Fitted fit) {
    double[] tail = Arrays.stream(evals).filter(x -> x >= fit.xmin() && x <= fit.xmax()).toArray();
    double largest = 0;
    for (double x : tail) {
      double fitted = 1 - Math.pow(x / fit.xmin(), 1 - fit.alpha());
      double before = Arrays.stream(tail).filter(y -> y < x).count() / (double) tail.length;
      double after = Arrays.stream(tail).filter(y -> y <= x).count() / (double) tail.length;
      largest = Math.max(largest, Math.abs(fitted - before));
      largest = Math.max(largest, Math.abs(fitted - after));
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 57, 300})
  void isTheLargestOfBothSides(int n) {
    int cases = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[] evals = new double[n];
      boolean ties = seed % 2 == 0;
      Arrays.setAll(
          evals, i -> ties ? 1 + random.nextInt(n) : Math.pow(1 - random.nextDouble(), -0.5));
      if (PowerLawFit.fit(evals, FitOptions.defaults()) instanceof TailFit.Fitted fit) {
        double distance = KolmogorovSmirnov.distance(evals, fit);
        assertThat(distance).isCloseTo(counted(evals, fit), within(1e-14));
        assertThat(distance).isGreaterThanOrEqualTo(fit.distance() - 1e-14).isBetween(0.0, 1.0);
        cases++;
      }
    }
    assertThat(cases).isGreaterThan(10);
  }

  @Test
  void twoValues() {
    TailFit.Fitted fit =
        (TailFit.Fitted) PowerLawFit.fit(new double[] {1, 2}, FitOptions.defaults());
    // F(1) = 0 against 1/2 above it; F(2) = 1 - e^-2 against 1/2 and 1.
    assertThat(KolmogorovSmirnov.distance(new double[] {1, 2}, fit)).isEqualTo(0.5);
  }
}
