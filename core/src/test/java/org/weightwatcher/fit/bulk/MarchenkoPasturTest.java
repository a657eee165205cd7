package org.weightwatcher.fit.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.testing.KnownMatrices;

/// Judge: the law of random matrices: what was drawn and planted is what must be found.
class MarchenkoPasturTest {
  private static final int MATRICES = 20;

  /// At most one in twenty shows a spike by chance (the edge is a 99 % quantile).
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void gaussianMatricesAreBulk(int q) {
    int m = 100;
    int n = q * m;
    double sigma = 0;
    int withSpike = 0;
    for (int i = 0; i < MATRICES; i++) {
      double[] evals = KnownMatrices.evals(KnownMatrices.gaussian(n, m, 100L * q + i), n, m);
      MarchenkoPastur fit = MarchenkoPastur.trim(evals, n, m);
      // The fit's unit is the mean eigenvalue; the entries' standard deviation was 1.
      double unit = Math.sqrt(Arrays.stream(evals).average().orElseThrow() / n);
      sigma += fit.sigma() * unit / MATRICES;
      withSpike += fit.spikes() > 0 ? 1 : 0;
      double root = Math.sqrt((double) m / n);
      assertThat(fit.bulkMax() / n).isCloseTo((1 + root) * (1 + root), withinPercentage(6));
      assertThat(fit.bulkMin() / n).isCloseTo((1 - root) * (1 - root), within(0.1));
      assertThat(fit.scale()).isCloseTo(1 / (unit * Math.sqrt(n)), within(1e-12));
    }
    assertThat(sigma).isCloseTo(1, within(0.01));
    assertThat(withSpike).isLessThanOrEqualTo(1);
  }

  /// A planted direction of strength t moves to (t² + N)(t² + M)/t², outside the bulk if t is above
  /// (NM)^(1/4); below that it leaves no trace.
  @ParameterizedTest
  @CsvSource({"400, 400", "400, 200", "800, 100"})
  void plantedDirectionsAreCounted(int n, int m) {
    double threshold = Math.pow((double) n * m, 0.25);
    double edge = Math.pow(Math.sqrt(n) + Math.sqrt(m), 2);
    int cases = 0;
    for (int count = 0; count <= 6; count++) {
      double[] matrix = KnownMatrices.gaussian(n, m, 7L + count);
      double weakest = Double.POSITIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        double t = (1.5 + 0.4 * k) * threshold;
        weakest = Math.min(weakest, (t * t + n) * (t * t + m) / (t * t));
        plant(matrix, n, m, k, t);
      }
      plant(matrix, n, m, 50, 0.5 * threshold);
      assertThat(weakest).isGreaterThan(1.05 * edge);
      MarchenkoPastur fit = MarchenkoPastur.trim(KnownMatrices.evals(matrix, n, m), n, m);
      assertThat(fit.spikes()).as("%d planted in %d x %d", count, n, m).isEqualTo(count);
      cases++;
    }
    assertThat(cases).isEqualTo(7);
  }

  /// Directions are cosines: exactly orthogonal.
  private static void plant(double[] matrix, int n, int m, int k, double strength) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        matrix[i * m + j] += strength * cosine(i, n, k) * cosine(j, m, k);
      }
    }
  }

  private static double cosine(int i, int n, int k) {
    return Math.sqrt((k == 0 ? 1.0 : 2.0) / n) * Math.cos(Math.PI * k * (i + 0.5) / n);
  }

  @Test
  void theUnitDoesNotMatter() {
    double[] evals = KnownMatrices.evals(KnownMatrices.gaussian(200, 50, 1), 200, 50);
    double[] scaled = Arrays.stream(evals).map(x -> 1e-7 * x).toArray();
    MarchenkoPastur fit = MarchenkoPastur.trim(evals, 200, 50);
    MarchenkoPastur small = MarchenkoPastur.trim(scaled, 200, 50);
    assertThat(small.spikes()).isEqualTo(fit.spikes());
    assertThat(small.sigma()).isCloseTo(fit.sigma(), within(1e-12));
    assertThat(small.bulkMax()).isCloseTo(1e-7 * fit.bulkMax(), within(1e-18));
    assertThat(small.softrank()).isCloseTo(fit.softrank(), within(1e-12));
  }

  @Test
  void theOrderDoesNotMatter() {
    double[] evals = KnownMatrices.evals(KnownMatrices.gaussian(90, 30, 4), 90, 30);
    double[] shuffled = evals.clone();
    Random random = new Random(2);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swap = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swap;
    }
    assertThat(MarchenkoPastur.trim(shuffled, 90, 30))
        .isEqualTo(MarchenkoPastur.trim(evals, 90, 30));
  }

  @Test
  void softRankIsAtMostOne() {
    MarchenkoPastur flat = MarchenkoPastur.trim(new double[] {1, 1, 1, 1}, 4, 4);
    assertThat(flat.softrank()).isEqualTo(1);
    assertThat(flat.spikes()).isZero();
    assertThat(flat.sigma()).isEqualTo(1);
    assertThat(flat.bulkMax()).isEqualTo(4);
    assertThat(flat.bulkMin()).isZero();
  }

  @Test
  void needsTwoValuesAndAWeight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarchenkoPastur.trim(new double[] {1}, 1, 1))
        .withMessage("needs 2 eigenvalues with a positive sum but has 1 with sum 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarchenkoPastur.trim(new double[] {0, 0}, 2, 2))
        .withMessage("needs 2 eigenvalues with a positive sum but has 2 with sum 0.0");
  }
}
