package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.FingerSettings;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FitSettings;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;

/// Fits that end at the largest eigenvalue. Judge: the equation of the specification (metrics D42)
/// and the slow maximum of [PlainTruncated].
class ForcedFitsTest {
  private static TailFit.Fitted fit(double[] evals, FitKind kind) {
    FitSettings settings =
        new FitSettings(kind, PlPackage.POWERLAW, new Xmax.Force(), FingerSettings.none());
    return (TailFit.Fitted) PowerLawFit.fit(evals, new FitOptions(settings, 1e-5, 0, Compat.OFF));
  }

  /// From a power law on `[1, end]`, by its quantiles.
  private static double[] bounded(Random random, double alpha, double end, int count) {
    double[] data = new double[count];
    double mass = 1 - Math.pow(end, 1 - alpha);
    Arrays.setAll(data, i -> Math.pow(1 - random.nextDouble() * mass, 1 / (1 - alpha)));
    Arrays.sort(data);
    return data;
  }

  /// `1/(a-1) - L r^(1-a)/(1 - r^(1-a))`.
  private static double meanLog(double a, double r) {
    double power = Math.pow(r, 1 - a);
    return 1 / (a - 1) - Math.log(r) * power / (1 - power);
  }

  private static double meanLog(double[] tail) {
    return Arrays.stream(tail).map(x -> Math.log(x / tail[0])).average().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"1.4, 20", "2, 10", "2.7, 100", "4, 5"})
  void alphaIsWithinItsStandardErrorAsOftenAsItShould(double alpha, double end) {
    int within = 0;
    int runs = 400;
    for (int seed = 0; seed < runs; seed++) {
      double[] data = bounded(new Random(seed), alpha, end, 500);
      double logs = data.length * meanLog(data);
      double sum = Arrays.stream(data).sum();
      TailLaw law =
          new BoundedPowerLawEstimator().estimate(new Tail(data, 0, logs, sum, end)).law();
      within += Math.abs(law.alpha() - alpha) < law.sigma() ? 1 : 0;
    }
    // 68.3 % and four times the standard deviation of a count of 400.
    assertThat(within / (double) runs).isCloseTo(0.683, within(4 * 0.0233));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void alphaSolvesTheEquationOfTheSpecification(long seed) {
    double[] data = bounded(new Random(seed), 2.2, 30, 400);
    TailFit.Fitted fit = fit(data, FitKind.PL);
    double[] tail = Arrays.stream(data).filter(x -> x >= fit.xmin()).toArray();
    assertThat(fit.xmax()).isEqualTo(data[data.length - 1]);
    assertThat(meanLog(fit.alpha(), fit.xmax() / fit.xmin()))
        .isCloseTo(meanLog(tail), within(1e-10));
  }

  private record Plain(double alpha, double xmin, double distance) {}

  private static Plain plain(double[] data) {
    double end = data[data.length - 1];
    Plain best = new Plain(0, 0, Double.POSITIVE_INFINITY);
    for (int i = 0; i < data.length - 1; i++) {
      double[] tail = Arrays.copyOfRange(data, i, data.length);
      double r = end / tail[0];
      double mean = meanLog(tail);
      if (meanLog(1.0001, r) <= mean || meanLog(50, r) >= mean) {
        continue;
      }
      double low = 1.0001;
      double high = 50;
      while (high - low > 1e-12) {
        double middle = (low + high) / 2;
        low = meanLog(middle, r) > mean ? middle : low;
        high = meanLog(middle, r) > mean ? high : middle;
      }
      double distance = 0;
      for (int j = 0; j < tail.length; j++) {
        double share = (1 - Math.pow(tail[j] / tail[0], 1 - low)) / (1 - Math.pow(r, 1 - low));
        distance = Math.max(distance, Math.abs(share - (double) j / tail.length));
      }
      if (distance < best.distance()) {
        best = new Plain(low, tail[0], distance);
      }
    }
    return best;
  }

  private static double[] without(double[] data, int largest) {
    return Arrays.copyOf(data, data.length - largest);
  }

  private static int plainFingers(double[] data, double thresh) {
    double raw = plain(data).alpha();
    for (int k = 1; k <= 10; k++) {
      double alpha = plain(without(data, k)).alpha();
      if (alpha + thresh < raw) {
        return k;
      }
      if (alpha <= 2) {
        return 0;
      }
    }
    return 0;
  }

  /// Without the k largest the distribution ends at the largest that is left.
  @Test
  void fingersAreClippedFromForcedFits() {
    AnalyzeOptions options =
        AnalyzeOptions.builder()
            .fixFingers(FixFingers.CLIP_XMAX)
            .fingerThresh(0.3)
            .plPackage(PlPackage.POWERLAW)
            .xmax(new Xmax.Force())
            .build();
    int found = 0;
    for (int seed = 0; seed < 60; seed++) {
      double[] data = bounded(new Random(seed), 2.5, 6, 50);
      // Values far above the end, up to three.
      for (int i = 0; i < seed % 4; i++) {
        data[i] = 40 + 9 * i;
      }
      Arrays.sort(data);
      int expected = plainFingers(data, 0.3);
      found += expected > 0 ? 1 : 0;
      TailFit.Fitted fit =
          (TailFit.Fitted)
              PowerLawFit.fit(data, new FitOptions(options.fit(), 1e-5, 0, Compat.OFF));
      Plain plain = plain(without(data, expected));
      TailFit.Fingers fingers = fit.details().fingers().orElseThrow();
      assertThat(fingers.count()).as("seed %d", seed).isEqualTo(expected);
      assertThat(fingers.rawAlpha()).isCloseTo(plain(data).alpha(), within(1e-9));
      assertThat(fit.alpha()).isCloseTo(plain.alpha(), within(1e-9));
      assertThat(fit.xmin()).isEqualTo(plain.xmin());
      assertThat(fit.xmax()).isEqualTo(data[data.length - 1 - expected]);
      assertThat(fit.distance()).isCloseTo(plain.distance(), within(1e-9));
    }
    assertThat(found).as("cases with a finger, of 60").isBetween(5, 55);
  }

  /// `x^-1.5 e^(-x/8)` on `[1, 20]`, and a bulk below it.
  private static double[] truncated(long seed, int count) {
    Random random = new Random(seed);
    double[] data = new double[count];
    for (int i = 0; i < count; ) {
      double x = 1 + 19 * random.nextDouble();
      if (i % 4 == 0) {
        data[i++] = 0.3 + 0.7 * random.nextDouble();
      } else if (random.nextDouble() < Math.pow(x, -1.5) * Math.exp(-(x - 1) / 8)) {
        data[i++] = x;
      }
    }
    Arrays.sort(data);
    return data;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void truncatedFitIsThatOfTheSlowMaximum(long seed) {
    double[] data = truncated(seed, 40);
    double end = data[data.length - 1];
    TruncatedNewton newton = new TruncatedNewton();
    Plain best = new Plain(0, 0, Double.POSITIVE_INFINITY);
    for (int i = 0; i < data.length - 1; i++) {
      double[] tail = Arrays.copyOfRange(data, i, data.length);
      PlainTruncated judge = PlainTruncated.of(tail, end);
      double sum = Arrays.stream(tail).sum();
      Tail view = new Tail(data, i, tail.length * meanLog(tail), sum, end);
      TailLaw.Truncated ours = (TailLaw.Truncated) newton.estimate(view).law();
      double z = ours.lambda() * tail[0];
      assertThat(PlainTruncated.likelihood(tail, end, ours.alpha(), z))
          .as("seed %d, start %d", seed, i)
          .isGreaterThanOrEqualTo(judge.likelihood() - 1e-9);
      double distance = 0;
      for (int j = 0; j < tail.length; j++) {
        double share = judge.cdf(tail, end, tail[j]);
        distance = Math.max(distance, Math.abs(share - (double) j / tail.length));
      }
      if (distance < best.distance()) {
        best = new Plain(judge.alpha(), tail[0], distance);
      }
    }
    TailFit.Fitted fit = fit(data, FitKind.TPL);
    assertThat(fit.xmin()).isEqualTo(best.xmin());
    assertThat(fit.xmax()).isEqualTo(end);
    assertThat(fit.distance()).isCloseTo(best.distance(), within(1e-5));
    assertThat(fit.alpha()).isCloseTo(best.alpha(), within(1e-4));
  }
}
