package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Judge: the plain search over all pairs, as the definition of the fit says it: once with the
/// logarithms that the fast search uses (same bits), once with `Math.pow` (same to rounding).
class XminSearchTest {
  private static final int SMALL = 600;
  private static final int LARGE = 6;

  enum Kind {
    PARETO,
    LIGHT_PARETO,
    LOGNORMAL,
    UNIFORM,
    TIES,
    ALL_EQUAL,
    CLUSTERED,
    EXPONENTIALLY_SPACED
  }

  private static double[] values(Kind kind, Random random, int n) {
    double fixed = random.nextDouble();
    return switch (kind) {
      case PARETO -> fill(n, i -> Math.pow(1 - random.nextDouble(), -1 / 1.7));
      case LIGHT_PARETO -> fill(n, i -> Math.pow(1 - random.nextDouble(), -1 / 6.0));
      case LOGNORMAL -> fill(n, i -> Math.exp(1.5 * random.nextGaussian()));
      case UNIFORM -> fill(n, i -> 0.001 + random.nextDouble());
      case TIES -> fill(n, i -> 1 + random.nextInt(1 + n / 4));
      case ALL_EQUAL -> fill(n, i -> fixed);
      case CLUSTERED ->
          fill(n, i -> Math.pow(10, random.nextInt(4)) * (1 + 1e-9 * random.nextDouble()));
      case EXPONENTIALLY_SPACED -> fill(n, i -> Math.pow(1 + fixed, 0.1 * i));
    };
  }

  /// Ascending, at a random scale.
  private static double[] spectrum(Kind kind, Random random, int n) {
    double scale = Math.pow(10, 16 * random.nextDouble() - 8);
    return Arrays.stream(values(kind, random, n)).map(x -> x * scale).sorted().toArray();
  }

  private static double[] fill(int n, IntToDoubleFunction next) {
    double[] values = new double[n];
    Arrays.setAll(values, next);
    return values;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void findsWhatThePlainSearchFinds(Kind kind) {
    Random random = new Random(kind.name().hashCode());
    int cases = 0;
    double worst = 0;
    for (int i = 0; i < SMALL + LARGE; i++) {
      int n = i < 20 ? 2 + i % 5 : 2 + random.nextInt(i < SMALL ? 150 : 2999);
      double[] data = spectrum(kind, random, n);
      worst = Math.max(worst, compare(data));
      cases++;
    }
    assertThat(cases).isEqualTo(606);
    System.out.printf("XminSearchTest %s: %d spectra, pow differs by %.1e%n", kind, cases, worst);
  }

  /// The largest size, for every kind that the plain search finishes quickly.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void findsItInThreeThousand(Kind kind) {
    compare(spectrum(kind, new Random(5), 3000));
  }

  private static double compare(double[] data) {
    XminSearch.Best best = XminSearch.search(data);
    Plain plain = plain(data, best.index());
    assertThat(best.index()).as("index of %s", Arrays.toString(data)).isEqualTo(plain.index);
    assertThat(best.alpha()).isEqualTo(plain.alpha);
    assertThat(Double.doubleToLongBits(best.distance()))
        .isEqualTo(Double.doubleToLongBits(plain.distance));
    double slack = 1e-12 + 1e-15 * finite(best.alpha()) * largestLog(data);
    assertThat(best.distance()).isCloseTo(plain.powThere, within(slack));
    return Math.abs(best.distance() - plain.powThere) / (slack / 1e-12);
  }

  private static double finite(double alpha) {
    return Double.isFinite(alpha) ? alpha : 0;
  }

  private static double largestLog(double[] data) {
    return Arrays.stream(data).map(x -> Math.abs(Math.log(x))).max().orElseThrow();
  }

  /// @param powThere D at the given index, with powers of ratios
  record Plain(int index, double alpha, double distance, double powThere) {}

  private static Plain plain(double[] data, int at) {
    int m = data.length;
    double[] logs = Arrays.stream(data).map(Math::log).toArray();
    double[] suffix = new double[m];
    suffix[m - 1] = logs[m - 1];
    for (int i = m - 2; i >= 0; i--) {
      suffix[i] = suffix[i + 1] + logs[i];
    }
    int index = -1;
    double bestAlpha = Double.NaN;
    double best = Double.POSITIVE_INFINITY;
    double powThere = Double.NaN;
    for (int i = 0; i < m - 1; i++) {
      int n = m - i;
      double alpha = 1 + n / (suffix[i] - n * logs[i]);
      double distance = alpha > 1 ? 0 : 1;
      for (int j = 0; j < n && alpha > 1; j++) {
        double log = logs[i + j] - logs[i];
        double cdf = log == 0 ? 0 : 1 - Math.exp((1 - alpha) * log);
        distance = Math.max(distance, Math.abs(cdf - (double) j / n));
      }
      if (distance < best) {
        index = i;
        best = distance;
        bestAlpha = alpha;
      }
      if (i == at) {
        powThere = powDistance(data, i, alpha);
      }
    }
    return new Plain(index, bestAlpha, best, powThere);
  }

  private static double powDistance(double[] data, int i, double alpha) {
    if (!(alpha > 1)) {
      return 1;
    }
    int n = data.length - i;
    double distance = 0;
    for (int j = 0; j < n; j++) {
      double ratio = data[i + j] / data[i];
      double left = ratio == 1 ? 1 : Math.pow(ratio, 1 - alpha);
      distance = Math.max(distance, Math.abs(1 - left - (double) j / n));
    }
    return distance;
  }
}
