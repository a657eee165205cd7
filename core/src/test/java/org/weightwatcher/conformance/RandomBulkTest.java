package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.fit.bulk.MarchenkoPastur;
import org.weightwatcher.testing.KnownMatrices;

/// Judge: the laws of random matrices, from the parameters that the matrices were drawn with.
///
/// Of noise with standard deviation s and one direction of strength t added, the eigenvalue of that
/// direction goes to `(t² + s² N)(t² + s² M)/t²` if t is above `s (N M)^(1/4)`; else it stays at
/// the edge `s² (sqrt N + sqrt M)²` (Benaych-Georges & Nadakuditi 2012, Section 3.1).
class RandomBulkTest {
  private static final int SEEDS = 10;
  private static final double[] SIGMAS = {1e-4, 0.02, 1, 50};
  private static final double MARGIN = 0.05;

  /// Entries rounded as they are stored.
  private static double[] noise(int n, int m, double sigma, long seed) {
    return Arrays.stream(KnownMatrices.gaussian(n, m, seed))
        .map(x -> (float) (sigma * x))
        .toArray();
  }

  private static double sigmaOfEntries(MarchenkoPastur fit, int n) {
    return fit.sigma() / fit.scale() / Math.sqrt(n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noiseIsAllBulk(int q) {
    int m = 120;
    int n = q * m;
    int clean = 0;
    double worst = 0;
    for (double sigma : SIGMAS) {
      double mean = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        double[] matrix = noise(n, m, sigma, 1000L * q + seed + Double.hashCode(sigma));
        MarchenkoPastur fit = MarchenkoPastur.trim(KnownMatrices.evals(matrix, n, m), n, m);
        clean += fit.spikes() == 0 ? 1 : 0;
        double own = Math.sqrt(Arrays.stream(matrix).map(x -> x * x).sum() / matrix.length);
        double off = Math.abs(sigmaOfEntries(fit, n) / own - 1);
        assertThat(off).as("sigma %s, seed %d", sigma, seed).isLessThan(0.01);
        worst = Math.max(worst, off);
        mean += sigmaOfEntries(fit, n) / SEEDS;
      }
      assertThat(mean).isCloseTo(sigma, within(0.01 * sigma));
    }
    int matrices = SIGMAS.length * SEEDS;
    System.out.printf("RandomBulkTest Q %d: %d of %d clean, %.1e%n", q, clean, matrices, worst);
    assertThat(clean).isGreaterThanOrEqualTo(Math.toIntExact(Math.round(0.95 * matrices)));
  }

  /// Strengths in units of the threshold, those with a prediction within the margin left out.
  private static double[] strengths(int n, int m) {
    double edge = Math.pow(Math.sqrt(n) + Math.sqrt(m), 2);
    return IntStream.rangeClosed(2, 30)
        .mapToDouble(i -> 0.1 * i)
        .filter(t -> t <= 0.9 || predicted(t, n, m) > (1 + MARGIN) * edge)
        .toArray();
  }

  /// @param t above 1
  private static double predicted(double t, int n, int m) {
    double square = t * t * Math.sqrt((double) n * m);
    return (square + n) * (square + m) / square;
  }

  @ParameterizedTest
  @CsvSource({"400, 400", "600, 300", "800, 200", "1200, 150"})
  void oneDirectionIsCountedWherePredicted(int n, int m) {
    int outside = 0;
    int inside = 0;
    int wrong = 0;
    StringBuilder failures = new StringBuilder();
    for (double t : strengths(n, m)) {
      int expected = t > 1 ? 1 : 0;
      double sigma = SIGMAS[(outside + inside) % SIGMAS.length];
      double[] matrix = planted(n, m, sigma, t);
      double[] evals = KnownMatrices.evals(matrix, n, m);
      MarchenkoPastur fit = MarchenkoPastur.trim(evals, n, m);
      outside += expected;
      inside += 1 - expected;
      if (fit.spikes() != expected) {
        assertThat(t > 1 && !far(t, n, m)).as("t %s: %d", t, fit.spikes()).isTrue();
        wrong++;
        failures.append(" t=%.1f: %d".formatted(t, fit.spikes()));
      }
      if (t > 1) {
        double place = sigma * sigma * predicted(t, n, m);
        assertThat(evals[m - 1]).as("t %s", t).isCloseTo(place, within(0.12 * place));
      }
    }
    System.out.printf(
        "RandomBulkTest %d x %d: %d outside, %d inside, wrong %d%s%n",
        n, m, outside, inside, wrong, failures);
    assertThat(outside).isGreaterThanOrEqualTo(15);
    assertThat(inside).isEqualTo(8);
    assertThat(wrong).isLessThanOrEqualTo((outside + inside) / 20);
  }

  /// The singular value of the direction has a standard deviation of at most that of an entry: to
  /// first order it moves by `u' noise v`. Three of them, and one for the allowance of the edge,
  /// which is a half: nothing may be missed.
  private static boolean far(double t, int n, int m) {
    return Math.sqrt(predicted(t, n, m)) > Math.sqrt(n) + Math.sqrt(m) + 4;
  }

  private static double[] planted(int n, int m, double sigma, double t) {
    double[] matrix = noise(n, m, sigma, Math.round(10 * t) + n);
    double strength = t * sigma * Math.pow((double) n * m, 0.25);
    double[] u = unit(n, 77);
    double[] v = unit(m, 78);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] += strength * u[i / m] * v[i % m];
    }
    return matrix;
  }

  private static double[] unit(int size, long seed) {
    double[] v = KnownMatrices.gaussian(size, 1, seed);
    double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    return Arrays.stream(v).map(x -> x / norm).toArray();
  }

  @Test
  void thePredictionMeetsTheEdgeAtTheThreshold() {
    assertThat(predicted(1, 300, 120))
        .isCloseTo(Math.pow(Math.sqrt(300) + Math.sqrt(120), 2), within(1e-10));
  }
}
