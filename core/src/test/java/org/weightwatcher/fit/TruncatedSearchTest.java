package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.FingerSettings;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FitSettings;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;

/// Judge: the plain search, which fits every start anew and looks at every datum. The fast one
/// starts from its neighbour and gives up early.
class TruncatedSearchTest {
  /// A bulk, and every so many a datum of a tail.
  private static double[] spectrum(long seed, int count, int every, double exponent) {
    Random random = new Random(seed);
    double[] evals = new double[count];
    for (int i = 0; i < count; i++) {
      double x = 0.05 + 2 * random.nextDouble();
      evals[i] = i % every == 0 ? Math.pow(random.nextDouble(), -1 / (exponent - 1)) : x * x;
    }
    Arrays.sort(evals);
    return evals;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000, 4, 2.5, false",
    "2, 500, 1000, 2, false",
    "3, 500, 2, 1.5, false",
    "4, 500, 4, 3.5, true",
    "5, 400, 1000, 2, true",
    "6, 400, 1, 6, false"
  })
  void chosenStartIsThatOfThePlainSearch(
      long seed, int count, int every, double exponent, boolean forced) {
    double[] evals = spectrum(seed, count, every, exponent);
    double end = forced ? evals[count - 1] : Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    int start = -1;
    for (int i = 0; i < count - 1; i++) {
      double distance = distance(evals, i, end);
      if (distance < best) {
        best = distance;
        start = i;
      }
    }
    Xmax xmax = forced ? new Xmax.Force() : new Xmax.None();
    FitSettings settings =
        new FitSettings(FitKind.TPL, PlPackage.POWERLAW, xmax, FingerSettings.none());
    TailFit.Fitted fit =
        (TailFit.Fitted) PowerLawFit.fit(evals, new FitOptions(settings, 1e-5, 0, Compat.OFF));
    assertThat(fit.xmin()).isEqualTo(evals[start]);
    assertThat(fit.distance()).isCloseTo(best, within(1e-10));
  }

  private static double distance(double[] evals, int start, double end) {
    double[] tail = Arrays.copyOfRange(evals, start, evals.length);
    double logs = Arrays.stream(tail).map(x -> Math.log(x / tail[0])).sum();
    double sum = Arrays.stream(tail).sum();
    TailLaw law = new TruncatedNewton().estimate(new Tail(evals, start, logs, sum, end)).law();
    double largest = 0;
    for (int j = 0; j < tail.length; j++) {
      double share = law.cdf().applyAsDouble(tail[j]);
      largest = Math.max(largest, Math.abs(share - (double) j / tail.length));
    }
    return largest;
  }

  @Test
  void largestDeviationDoesNotDependOnWhereTheSearchStarts() {
    Random random = new Random(5);
    for (int count = 1; count < 60; count++) {
      double[] shares = random.doubles(count).sorted().toArray();
      int n = count;
      double largest = 0;
      for (int j = 0; j < n; j++) {
        largest = Math.max(largest, Math.abs(shares[j] - (double) j / n));
      }
      for (int guess = 0; guess < n; guess++) {
        LargestDeviation.Deviation found =
            LargestDeviation.of(j -> shares[j], j -> (double) j / n, n, 2, guess);
        assertThat(found.distance()).isEqualTo(largest);
        assertThat(Math.abs(shares[found.at()] - (double) found.at() / n)).isEqualTo(largest);
        LargestDeviation.Deviation early =
            LargestDeviation.of(j -> shares[j], j -> (double) j / n, n, largest / 2, guess);
        assertThat(early.distance()).isBetween(largest / 2, largest);
      }
    }
  }
}
