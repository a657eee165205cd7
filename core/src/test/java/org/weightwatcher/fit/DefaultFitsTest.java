package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;

/// Judge: the plainest possible version of each fit, written here: every xmin, every datum, every
/// finger, likelihoods by Simpson's rule.
class DefaultFitsTest {
  private static TailFit.Fitted fit(double[] evals, UnaryOperator<AnalyzeOptionsBuilder> options) {
    AnalyzeOptions built = options.apply(AnalyzeOptions.builder()).build();
    TailFit found =
        PowerLawFit.fit(
            evals, new FitOptions(built.fit(), FitOptions.EVALS_THRESH, 0, built.compat()));
    assertThat(found).isInstanceOf(TailFit.Fitted.class);
    return (TailFit.Fitted) found;
  }

  /// A power law with a light end, and a bulk below it.
  private static double[] sample(long seed, int count) {
    Random random = new Random(seed);
    double[] evals = new double[count];
    for (int i = 0; i < count; i++) {
      double tail = Math.pow(random.nextDouble(), -1 / 1.4);
      evals[i] = i % 3 == 0 ? 0.2 + 0.8 * random.nextDouble() : Math.min(tail, 5 - Math.log(tail));
      evals[i] = evals[i] > 0.1 ? evals[i] : 0.1 + 0.1 * random.nextDouble();
    }
    Arrays.sort(evals);
    return evals;
  }

  private record Plain(int start, double alpha, double distance) {}

  /// The fit of the specification, §3.2, word for word.
  private static Plain plain(double[] d, double low, double high) {
    Plain best = new Plain(-1, Double.NaN, Double.POSITIVE_INFINITY);
    for (int i = 0; i < d.length - 1; i++) {
      if (d[i] < low || d[i] > high) {
        continue;
      }
      double n = d.length - i;
      double logs = 0;
      for (int j = i; j < d.length; j++) {
        logs += Math.log(d[j] / d[i]);
      }
      double alpha = 1 + n / logs;
      double distance = 0;
      for (int j = i; j < d.length; j++) {
        double cdf = 1 - Math.pow(d[j] / d[i], 1 - alpha);
        distance = Math.max(distance, Math.abs(cdf - (j - i) / n));
      }
      if (distance < best.distance()) {
        best = new Plain(i, alpha, distance);
      }
    }
    return best;
  }

  private static void same(TailFit.Fitted fit, double[] data, Plain plain) {
    assertThat(fit.xmin()).isEqualTo(data[plain.start()]);
    assertThat(fit.alpha()).isCloseTo(plain.alpha(), within(1e-11 * plain.alpha()));
    assertThat(fit.distance()).isCloseTo(plain.distance(), within(1e-11));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothPackagesAgreeWithThePlainSearch(long seed) {
    double[] evals = sample(seed, 150);
    Plain plain = plain(evals, 0, Double.POSITIVE_INFINITY);
    same(fit(evals, b -> b), evals, plain);
    same(fit(evals, b -> b.plPackage(PlPackage.POWERLAW)), evals, plain);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7})
  void peakRestrictsTheStart(long seed) {
    double[] evals = sample(seed, 150);
    StartRange range =
        XminPeak.range(evals, Double.POSITIVE_INFINITY, org.weightwatcher.options.Compat.OFF);
    Plain plain = plain(evals, range.low(), range.high());
    assertThat(plain.start()).isNotNegative();
    same(fit(evals, b -> b.fixFingers(FixFingers.XMIN_PEAK)), evals, plain);
    same(
        fit(evals, b -> b.fixFingers(FixFingers.XMIN_PEAK).plPackage(PlPackage.POWERLAW)),
        evals,
        plain);
  }

  @Test
  void peakIsTheLeftEdgeOfTheFullestBin() {
    double[] evals = new double[60];
    for (int i = 0; i < 60; i++) {
      evals[i] = i < 30 ? Math.pow(10, 0.4005 + 1e-5 * i) : Math.pow(10, (i - 30) / 29.0);
    }
    Arrays.sort(evals);
    StartRange range =
        XminPeak.range(evals, Double.POSITIVE_INFINITY, org.weightwatcher.options.Compat.OFF);
    assertThat(range.low()).isCloseTo(0.95 * Math.pow(10, 0.40), within(1e-12));
    assertThat(range.high()).isCloseTo(1.5 * Math.pow(10, 0.40), within(1e-12));
  }

  @Test
  void noStartInTheRangeIsSaid() {
    double[] evals = sample(8, 50);
    AnalyzeOptions options =
        AnalyzeOptions.builder()
            .fixFingers(FixFingers.XMIN_PEAK)
            .xminMax(OptionalDouble.of(1e-3))
            .build();
    TailFit found =
        PowerLawFit.fit(evals, new FitOptions(options.fit(), 1e-5, 0, options.compat()));
    assertThat(found).isInstanceOf(TailFit.NotFitted.class);
    assertThat(((TailFit.NotFitted) found).why()).isEqualTo(TailFit.Reason.NO_START);
    assertThat(((TailFit.NotFitted) found).detail()).endsWith("to 0.001 can start the tail");
  }

  /// Judge: the plain search without the k largest, for k = 1, 2, … until the rule ends it.
  @Test
  void fingersAreClippedOneByOne() {
    int found = 0;
    for (int seed = 0; seed < 300; seed++) {
      double[] evals = sample(seed, 60);
      // A bump of up to 11 near values at the end, which a fit may take for a steep tail.
      int bump = seed % 12;
      for (int i = 0; i < bump; i++) {
        evals[i] = 9 + 0.3 * i;
      }
      Arrays.sort(evals);
      int expected = plainFingers(evals, 0.5);
      found += expected > 0 ? 1 : 0;
      TailFit.Fitted fit = fit(evals, b -> b.fixFingers(FixFingers.CLIP_XMAX).fingerThresh(0.5));
      assertThat(fit.details().fingers().orElseThrow().count())
          .as("seed %d", seed)
          .isEqualTo(expected);
      double[] used = Arrays.copyOf(evals, evals.length - expected);
      same(fit, used, plain(used, 0, 1e9));
      assertThat(fit.xmax()).isEqualTo(used[used.length - 1]);
      assertThat(fit.spikes()).isEqualTo(fit.tail());
    }
    assertThat(found).as("cases with a finger, of 300").isBetween(10, 290);
  }

  private static int plainFingers(double[] evals, double thresh) {
    double raw = plain(evals, 0, 1e9).alpha();
    for (int k = 1; k <= 10; k++) {
      double alpha = plain(Arrays.copyOf(evals, evals.length - k), 0, 1e9).alpha();
      if (alpha + thresh < raw) {
        return k;
      }
      if (alpha <= 2) {
        return 0;
      }
    }
    return 0;
  }

  /// Data with a bump at its end, which draws the plain fit to alpha 7.76 there.
  @Test
  void aFingerIsFound() {
    double[] evals = {
      1.0375, 1.03966, 1.06265, 1.06446, 1.07001, 1.11334, 1.15461, 1.16068,
      1.22359, 1.23411, 1.27131, 1.33578, 1.36992, 1.45187, 1.63788, 1.68219,
      1.70275, 1.92139, 1.94784, 1.99601, 2.00662, 2.45545, 2.64473, 2.70188,
      2.91159, 3.20091, 3.36899, 3.67783, 8.01265, 8.13641, 8.16871, 8.73328,
      9.37582, 9.61819, 9.96947, 10.57686, 10.72794, 16.17169
    };
    TailFit.Fitted all = fit(evals, b -> b);
    TailFit.Fitted clipped = fit(evals, b -> b.fixFingers(FixFingers.CLIP_XMAX));
    int fingers = clipped.details().fingers().orElseThrow().count();
    assertThat(clipped.details().fingers().orElseThrow().rawAlpha()).isEqualTo(all.alpha());
    assertThat(fingers).isPositive();
    assertThat(clipped.alpha() + 1).isLessThan(all.alpha());
    for (int k = 1; k < fingers; k++) {
      double alpha = plain(Arrays.copyOf(evals, evals.length - k), 0, 1e9).alpha();
      assertThat(alpha + 1).as("without the %d largest", k).isGreaterThanOrEqualTo(all.alpha());
    }
  }

  /// `x^-a e^(-z x)` from xmin to the end, by Simpson's rule in ln x.
  private static double mass(double a, double z, double xmin, double end) {
    double top = Math.log(end / xmin);
    int steps = 4000;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double x = xmin * Math.exp(top * i / steps);
      double weight = i == 0 || i == steps ? 1 : 2 + 2 * (i % 2);
      sum += weight * Math.pow(x, 1 - a) * Math.exp(-z * x);
    }
    return sum * top / steps / 3;
  }

  private static double likelihood(double[] tail, double a, double z, double end) {
    double sum = 0;
    for (double x : tail) {
      sum -= a * Math.log(x) + z * x;
    }
    return sum - tail.length * Math.log(mass(a, z, tail[0], end));
  }

  private static double largest(DoubleUnaryOperator function, double low, double high) {
    double from = low;
    double to = high;
    for (int i = 0; i < 80; i++) {
      double left = from + (to - from) / 3;
      double right = to - (to - from) / 3;
      if (function.applyAsDouble(left) < function.applyAsDouble(right)) {
        from = left;
      } else {
        to = right;
      }
    }
    return (from + to) / 2;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void forcedEndMaximisesTheLikelihoodOfABoundedPowerLaw(long seed) {
    double[] evals = sample(seed, 80);
    double end = evals[evals.length - 1];
    double best = Double.POSITIVE_INFINITY;
    int start = -1;
    double exponent = 0;
    for (int i = 0; i < evals.length - 1; i++) {
      double[] tail = Arrays.copyOfRange(evals, i, evals.length);
      double r = end / tail[0];
      double alpha = largest(a -> boundedLikelihood(tail, a, r), 1.0001, 50);
      if (alpha < 1.00011 || alpha > 49.9999) {
        continue;
      }
      double distance = 0;
      for (int j = 0; j < tail.length; j++) {
        double cdf = (1 - Math.pow(tail[j] / tail[0], 1 - alpha)) / (1 - Math.pow(r, 1 - alpha));
        distance = Math.max(distance, Math.abs(cdf - (double) j / tail.length));
      }
      if (distance < best) {
        best = distance;
        start = i;
        exponent = alpha;
      }
    }
    TailFit.Fitted fit = fit(evals, b -> b.plPackage(PlPackage.POWERLAW).xmax(new Xmax.Force()));
    assertThat(fit.xmin()).isEqualTo(evals[start]);
    assertThat(fit.alpha()).isCloseTo(exponent, within(1e-6));
    assertThat(fit.distance()).isCloseTo(best, within(1e-6));
    assertThat(fit.xmax()).isEqualTo(end);
    double[] tail = Arrays.copyOfRange(evals, start, evals.length);
    double h = 1e-3;
    double r = end / tail[0];
    double bend =
        (boundedLikelihood(tail, fit.alpha() + h, r)
                - 2 * boundedLikelihood(tail, fit.alpha(), r)
                + boundedLikelihood(tail, fit.alpha() - h, r))
            / (h * h);
    assertThat(fit.sigma()).isCloseTo(1 / Math.sqrt(-bend), within(1e-4 * fit.sigma()));
  }

  private static double boundedLikelihood(double[] tail, double a, double r) {
    double logs = Arrays.stream(tail).map(x -> Math.log(x / tail[0])).sum();
    return tail.length * Math.log((a - 1) / (1 - Math.pow(r, 1 - a))) - a * logs;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void truncatedFitMaximisesTheLikelihoodAtEveryStart(boolean forced) {
    double[] evals = sample(31, 60);
    double last = evals[evals.length - 1];
    TruncatedNewton newton = new TruncatedNewton();
    for (int i = 0; i < evals.length - 2; i++) {
      double[] tail = Arrays.copyOfRange(evals, i, evals.length);
      double logs = Arrays.stream(tail).map(x -> Math.log(x / tail[0])).sum();
      double sum = Arrays.stream(tail).sum();
      double upper = forced ? last : Double.POSITIVE_INFINITY;
      TailLaw.Truncated law =
          (TailLaw.Truncated) newton.estimate(new Tail(evals, i, logs, sum, upper)).law();
      // Far enough for the mass beyond to be nothing.
      double end = forced ? last : 80 / law.lambda();
      double ours = likelihood(tail, law.alpha(), law.lambda(), end);
      for (double factor : new double[] {0.9, 0.999, 1.001, 1.1}) {
        double a = 1 + (law.alpha() - 1) * factor;
        assertThat(likelihood(tail, a, law.lambda(), end)).isLessThanOrEqualTo(ours + 1e-6);
        assertThat(likelihood(tail, law.alpha(), law.lambda() * factor, end))
            .isLessThanOrEqualTo(ours + 1e-6);
        assertThat(likelihood(tail, a, law.lambda() / factor, end))
            .isLessThanOrEqualTo(ours + 1e-6);
      }
      assertThat(likelihood(tail, law.alpha() + 0.01, law.lambda(), end))
          .isLessThanOrEqualTo(ours + 1e-6);
      assertThat(likelihood(tail, law.alpha(), law.lambda() + 0.01, end))
          .isLessThanOrEqualTo(ours + 1e-6);
    }
  }

  @Test
  void truncatedFitChoosesTheSmallestDistanceOfAllStarts() {
    double[] evals = sample(41, 70);
    TailFit.Fitted fit = fit(evals, b -> b.fit(FitKind.TPL));
    double best = Double.POSITIVE_INFINITY;
    double xmin = 0;
    for (int i = 0; i < evals.length - 1; i++) {
      double[] tail = Arrays.copyOfRange(evals, i, evals.length);
      double logs = Arrays.stream(tail).map(x -> Math.log(x / tail[0])).sum();
      Tail data = new Tail(evals, i, logs, Arrays.stream(tail).sum(), Double.POSITIVE_INFINITY);
      TailLaw law = new TruncatedNewton().estimate(data).law();
      double distance = 0;
      double lambda = ((TailLaw.Truncated) law).lambda();
      double whole = mass(law.alpha(), lambda, tail[0], 2000);
      for (int j = 0; j < tail.length; j++) {
        double cdf = j == 0 ? 0 : mass(law.alpha(), lambda, tail[0], tail[j]) / whole;
        distance = Math.max(distance, Math.abs(cdf - (double) j / tail.length));
      }
      if (distance < best - 1e-9) {
        best = distance;
        xmin = tail[0];
      }
    }
    assertThat(fit.distance()).isCloseTo(best, within(1e-6));
    assertThat(fit.xmin()).isEqualTo(xmin);
  }

  @Test
  void truncatedFitFindsWhatTheDataWereDrawnFrom() {
    Random random = new Random(77);
    double[] evals = new double[3000];
    for (int i = 0; i < evals.length; ) {
      double x = 1 - Math.log(random.nextDouble()) / 0.2;
      if (random.nextDouble() < Math.pow(x, -1.5)) {
        evals[i++] = x;
      }
    }
    Arrays.sort(evals);
    double logs = Arrays.stream(evals).map(x -> Math.log(x / evals[0])).sum();
    Tail tail = new Tail(evals, 0, logs, Arrays.stream(evals).sum(), Double.POSITIVE_INFINITY);
    TailLaw.Truncated law = (TailLaw.Truncated) new TruncatedNewton().estimate(tail).law();
    assertThat(law.atBound()).isFalse();
    assertThat(law.sigma()).isBetween(0.01, 0.2);
    assertThat(law.alpha()).isCloseTo(1.5, within(4 * law.sigma()));
    assertThat(law.lambda()).isCloseTo(0.2, within(0.08));
  }

  /// An exponential decay is no power law (alpha at 1), a pure power law has no decay (Lambda at
  /// 0); `x^-1.5 e^(-x/50)` is both.
  @Test
  void boundsAreSaid() {
    double[] exponential = new double[500];
    double[] pareto = new double[500];
    double[] both = new double[500];
    double whole = mass(1.5, 0.02, 1, 1e4);
    double x = 1;
    for (int i = 0; i < 500; i++) {
      double share = (i + 0.5) / 500;
      exponential[i] = 1 - 3 * Math.log(1 - share);
      // Heavier than the law that fits it best: no decay can improve it.
      pareto[i] = Math.pow(1 - share, -1 / 1.5) * (i == 499 ? 1e6 : 1);
      while (mass(1.5, 0.02, 1, x) < share * whole) {
        x *= 1.002;
      }
      both[i] = x;
    }
    TailLaw.Truncated first = truncated(exponential);
    assertThat(first.alpha()).isLessThan(1.001);
    assertThat(first.atBound()).isTrue();
    assertThat(first.sigma()).isNaN();
    TailLaw.Truncated second = truncated(pareto);
    assertThat(second.lambda() * pareto[499]).isLessThan(1e-6);
    assertThat(second.atBound()).isTrue();
    assertThat(second.sigma()).isNaN();
    TailLaw.Truncated third = truncated(both);
    assertThat(third.atBound()).isFalse();
    assertThat(third.alpha()).isCloseTo(1.5, within(3 * third.sigma()));
  }

  private static TailLaw.Truncated truncated(double[] evals) {
    double logs = Arrays.stream(evals).map(x -> Math.log(x / evals[0])).sum();
    Tail tail = new Tail(evals, 0, logs, Arrays.stream(evals).sum(), Double.POSITIVE_INFINITY);
    return (TailLaw.Truncated) new TruncatedNewton().estimate(tail).law();
  }

  @Test
  void equalValuesCountOnceAsStart() {
    double[] evals = {1, 1, 1, 2, 2, 3, 3, 3, 3, 5, 8, 8, 13, 21};
    TailFit.Fitted ties = fit(evals, b -> b.plPackage(PlPackage.POWERLAW));
    double best = Double.POSITIVE_INFINITY;
    for (double xmin : new double[] {1, 2, 3, 5, 8, 13}) {
      double[] tail = Arrays.stream(evals).filter(x -> x >= xmin).toArray();
      double alpha = 1 + tail.length / Arrays.stream(tail).map(x -> Math.log(x / xmin)).sum();
      double distance =
          Arrays.stream(tail)
              .map(x ->
                  Math.abs(
                      1
                          - Math.pow(x / xmin, 1 - alpha)
                          - Arrays.stream(tail).filter(y -> y < x).count() / (double) tail.length))
              .max()
              .orElseThrow();
      best = Math.min(best, distance);
    }
    assertThat(ties.distance()).isCloseTo(best, within(1e-12));
  }
}
