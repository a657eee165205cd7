package org.weightwatcher.linalg;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Judges: the definition `A v = lambda v`, orthogonality, and closed forms. Both implementations.
class EigenvectorsTest {
  private static final double EPSILON = Math.ulp(1.0);

  private record Result(List<Double> values, List<double[]> vectors) {}

  static Stream<Lapack> both() {
    return LapackTest.both();
  }

  static Stream<Arguments> orders() {
    return both()
        .flatMap(
            lapack -> IntStream.of(1, 2, 3, 17, 64, 150).mapToObj(n -> Arguments.of(lapack, n)));
  }

  private static Result solve(Lapack lapack, double[] matrix, int n) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = Matrices.segment(arena, matrix);
      MemorySegment values = arena.allocate(JAVA_DOUBLE, n);
      lapack.eigenvectors(n, a, values);
      double[] flat = Matrices.array(a);
      List<double[]> vectors =
          IntStream.range(0, n)
              .mapToObj(k -> Arrays.copyOfRange(flat, k * n, (k + 1) * n))
              .toList();
      return new Result(Arrays.stream(Matrices.array(values)).boxed().toList(), vectors);
    }
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theyAreWhatTheirNameSays(Lapack lapack, int n) {
    double[] chosen = IntStream.range(0, n).mapToDouble(i -> i * i - 3.0 * i - 1).toArray();
    double[] matrix = Matrices.rotated(chosen, n);
    Result result = solve(lapack, matrix, n);
    double bound = 16 * n * EPSILON * (n * n + 3);
    Arrays.sort(chosen);
    for (int k = 0; k < n; k++) {
      double lambda = result.values.get(k);
      assertThat(lambda).isCloseTo(chosen[k], within(bound));
      double[] v = result.vectors.get(k);
      for (int i = 0; i < n; i++) {
        double[] row = Arrays.copyOfRange(matrix, i * n, (i + 1) * n);
        assertThat(dot(row, v)).isCloseTo(lambda * v[i], within(bound));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theyAreOrthonormal(Lapack lapack, int n) {
    double[] a = Matrices.random(n, n, n);
    double[] gram = Matrices.product(Matrices.transpose(a, n, n), a, n, n, n);
    Result result = solve(lapack, gram, n);
    assertThat(result.values).isSorted();
    for (int k = 0; k < n; k++) {
      for (int j = 0; j <= k; j++) {
        assertThat(dot(result.vectors.get(k), result.vectors.get(j)))
            .isCloseTo(j == k ? 1 : 0, within(16 * n * EPSILON));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void vectorsOfSecondDifferencesAreSines(Lapack lapack) {
    int n = 20;
    Result result = solve(lapack, Matrices.secondDifferences(n), n);
    for (int k = 1; k <= n; k++) {
      double[] v = result.vectors.get(k - 1);
      double sign = Math.signum(v[0]);
      for (int i = 1; i <= n; i++) {
        double sine = Math.sqrt(2.0 / (n + 1)) * Math.sin(Math.PI * i * k / (n + 1));
        assertThat(sign * v[i - 1]).isCloseTo(sine, within(1e-13));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void onlyTheLowerTriangleIsRead(Lapack lapack) {
    double[] matrix = {2, 1, Double.NaN, 2};
    Result result = solve(lapack, matrix, 2);
    assertThat(result.values.get(0)).isCloseTo(1, within(4 * EPSILON));
    assertThat(result.values.get(1)).isCloseTo(3, within(8 * EPSILON));
    double half = Math.sqrt(0.5);
    assertThat(Math.abs(dot(result.vectors.get(1), new double[] {half, half})))
        .isCloseTo(1, within(8 * EPSILON));
  }

  @ParameterizedTest
  @MethodSource("both")
  void badSegmentsAndOrdersAreRefused(Lapack lapack) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment six = arena.allocate(JAVA_DOUBLE, 6);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.eigenvectors(3, six, six))
          .withMessage("matrix must have 72 bytes (3 x 3 doubles) but has 48");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.eigenvectors(0, six, six))
          .withMessage("n must be >= 1 but was 0");
    }
    double[] broken = Matrices.random(40, 40, 5);
    Arrays.fill(broken, 100, 200, Double.NaN);
    assertThatThrownBy(() -> solve(lapack, broken, 40)).isInstanceOf(ArithmeticException.class);
  }
}
