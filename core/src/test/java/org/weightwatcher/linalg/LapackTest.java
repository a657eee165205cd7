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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Judges: closed forms, and naive products and Jacobi rotations in the test. Both implementations
/// run all cases. Bounds are `c·n·ε` times the largest value, the backward error of the methods.
class LapackTest {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double UNTOUCHED = 12345;

  static Lapack nativeLapack() {
    return LapackLoader.load().lapack();
  }

  static Stream<Lapack> both() {
    return Stream.of(nativeLapack(), new JavaLapack());
  }

  private static Stream<Arguments> withEach(List<?> values) {
    return both().flatMap(lapack -> values.stream().map(value -> Arguments.of(lapack, value)));
  }

  static Stream<Arguments> orders() {
    return Stream.concat(
        withEach(List.of(1, 2, 3, 5, 31, 64, 200)),
        // Both sides of the change of the solver; too slow in Java.
        Stream.of(1499, 1500, 1501).map(n -> Arguments.of(nativeLapack(), n)));
  }

  record Size(int rows, int columns) {}

  static Stream<Arguments> sizes() {
    return withEach(
        List.of(
            new Size(1, 1),
            new Size(1, 7),
            new Size(7, 1),
            new Size(2, 3),
            new Size(5, 31),
            new Size(64, 5),
            new Size(200, 31),
            new Size(31, 200),
            new Size(129, 64),
            // Several panels of the Java code.
            new Size(700, 150),
            new Size(150, 700)));
  }

  private static void assertClose(double[] actual, double[] expected, double factor) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double bound = factor * expected.length * EPSILON * Math.max(largest, Double.MIN_NORMAL);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("[%d]", i).isCloseTo(expected[i], within(bound));
    }
  }

  private static double[] eigenvalues(Lapack lapack, double[] matrix, int n) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_DOUBLE, n);
      lapack.eigenvalues(n, Matrices.segment(arena, matrix), values);
      return Matrices.array(values);
    }
  }

  private static double[] singularValues(Lapack lapack, double[] matrix, int rows, int columns) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_DOUBLE, Math.min(rows, columns));
      lapack.singularValues(rows, columns, Matrices.segment(arena, matrix), values);
      return Matrices.array(values);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void eigenvaluesOfSecondDifferencesHaveAClosedForm(Lapack lapack, int n) {
    assertClose(
        eigenvalues(lapack, Matrices.secondDifferences(n), n),
        Matrices.secondDifferenceEigenvalues(n),
        8);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void eigenvaluesSurviveARotation(Lapack lapack, int n) {
    double[] expected = IntStream.range(0, n).mapToDouble(i -> i * i - 3.0 * i - 1).toArray();
    double[] matrix = Matrices.rotated(expected, n);
    Arrays.sort(expected);
    assertClose(eigenvalues(lapack, matrix, n), expected, 16);
  }

  @ParameterizedTest
  @MethodSource("both")
  void eigenvaluesOfTheHilbertMatrixAgreeWithJacobi(Lapack lapack) {
    int n = 8;
    double[] hilbert = new double[n * n];
    Arrays.setAll(hilbert, index -> 1.0 / (index / n + index % n + 1));
    assertClose(eigenvalues(lapack, hilbert, n), Matrices.jacobi(hilbert, n), 8);
  }

  @ParameterizedTest
  @MethodSource("both")
  void eigenvaluesOfADiagonalMatrixAreSorted(Lapack lapack) {
    double[] diagonal = {3, 0, 0, 0, -1, 0, 0, 0, 2};
    assertClose(eigenvalues(lapack, diagonal, 3), new double[] {-1, 2, 3}, 2);
  }

  @ParameterizedTest
  @MethodSource("both")
  void eigenvaluesReadTheLowerTriangleOnly(Lapack lapack) {
    // Column-major: 12345 and NaN stand above the diagonal.
    double[] matrix = {2, 1, 0, UNTOUCHED, 2, 1, Double.NaN, UNTOUCHED, 2};
    double root = Math.sqrt(2);
    assertClose(eigenvalues(lapack, matrix, 3), new double[] {2 - root, 2, 2 + root}, 8);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void singularValuesAreThoseTheMatrixWasMadeOf(Lapack lapack, Size size) {
    int least = Math.min(size.rows, size.columns);
    // From 1 down to 1e-12: a method that forms AᵀA would lose everything below 1e-8.
    double[] expected =
        IntStream.range(0, least)
            .mapToDouble(i -> Math.pow(10, -12.0 * i / Math.max(1, least - 1)))
            .toArray();
    double[] matrix = Matrices.withSingularValues(expected, size.rows, size.columns, 7);
    double[] actual = singularValues(lapack, matrix, size.rows, size.columns);
    double bound = 8 * (size.rows + size.columns) * EPSILON;
    assertThat(actual).hasSize(least);
    for (int i = 0; i < least; i++) {
      assertThat(actual[i]).as("[%d]", i).isCloseTo(expected[i], within(bound));
    }
    assertThat(actual).isSortedAccordingTo((x, y) -> Double.compare(y, x));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void gramOfColumnsFillsTheLowerTriangle(Lapack lapack, Size size) {
    double[] a = Matrices.random(size.rows, size.columns, 1);
    double[] flipped = Matrices.transpose(a, size.rows, size.columns);
    double[] expected = Matrices.product(flipped, a, size.columns, size.rows, size.columns);
    for (double beta : new double[] {0, 1, -0.5}) {
      assertGram(lapack, size, a, beta, size.columns, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void gramOfRowsFillsTheLowerTriangle(Lapack lapack, Size size) {
    double[] a = Matrices.random(size.rows, size.columns, 2);
    double[] flipped = Matrices.transpose(a, size.rows, size.columns);
    double[] expected = Matrices.product(a, flipped, size.rows, size.columns, size.rows);
    for (double beta : new double[] {0, 1, -0.5}) {
      assertGram(lapack, size, a, beta, -size.rows, expected);
    }
  }

  // A negative order means the Gram matrix of the rows.
  private static void assertGram(
      Lapack lapack, Size size, double[] a, double beta, int signedOrder, double[] expected) {
    int order = Math.abs(signedOrder);
    // With beta = 0 the old contents must not matter, not even NaN.
    double old = beta == 0 ? Double.NaN : UNTOUCHED;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment gram = arena.allocate(JAVA_DOUBLE, (long) order * order);
      for (int i = 0; i < order * order; i++) {
        gram.setAtIndex(JAVA_DOUBLE, i, old);
      }
      MemorySegment matrix = Matrices.segment(arena, a);
      if (signedOrder < 0) {
        lapack.gramOfRows(size.rows, size.columns, matrix, beta, gram);
      } else {
        lapack.gramOfColumns(size.rows, size.columns, matrix, beta, gram);
      }
      double[] actual = Matrices.array(gram);
      double terms = a.length / (double) order;
      for (int j = 0; j < order; j++) {
        for (int i = 0; i < order; i++) {
          double sum = beta == 0 ? 0 : beta * old;
          double bound = 2 * terms * EPSILON * (terms + Math.abs(sum));
          if (i >= j) {
            assertThat(actual[j * order + i])
                .isCloseTo(sum + expected[j * order + i], within(bound));
          } else {
            // Boxed, because as primitives NaN is not equal to NaN.
            assertThat(Double.valueOf(actual[j * order + i])).isEqualTo(Double.valueOf(old));
          }
        }
      }
      assertThat(Matrices.array(matrix)).isEqualTo(a);
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void gramOfTwoBlocksIsTheGramOfTheWhole(Lapack lapack) {
    // Small integers: every sum is exact.
    double[] whole = new double[40 * 7];
    Arrays.setAll(whole, i -> i * 37 % 19 - 9);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = Matrices.segment(arena, whole);
      MemorySegment atOnce = arena.allocate(JAVA_DOUBLE, 49);
      MemorySegment inBlocks = arena.allocate(JAVA_DOUBLE, 49);
      lapack.gramOfColumns(40, 7, a, 0, atOnce);
      lapack.gramOfColumns(25, 7, a.asSlice(0, 25 * 7 * 8), 0, inBlocks);
      lapack.gramOfColumns(15, 7, a.asSlice(25 * 7 * 8), 1, inBlocks);
      assertThat(Matrices.array(inBlocks)).isEqualTo(Matrices.array(atOnce));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void multiplyAgreesWithTheNaiveProduct(Lapack lapack, Size size) {
    int inner = 37;
    double[] a = Matrices.random(size.rows, inner, 3);
    double[] b = Matrices.random(inner, size.columns, 4);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment c = arena.allocate(JAVA_DOUBLE, (long) size.rows * size.columns);
      c.setAtIndex(JAVA_DOUBLE, 0, Double.NaN);
      lapack.multiply(
          size.rows,
          size.columns,
          inner,
          Matrices.segment(arena, a),
          Matrices.segment(arena, b),
          c);
      double[] expected = Matrices.product(a, b, size.rows, inner, size.columns);
      double[] actual = Matrices.array(c);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(2 * inner * EPSILON * inner));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 100, 300})
  void nativeAndJavaAgree(int n) {
    double[] a = Matrices.random(n, n, n);
    double[] gram = Matrices.product(Matrices.transpose(a, n, n), a, n, n, n);
    JavaLapack java = new JavaLapack();
    assertClose(eigenvalues(nativeLapack(), gram, n), eigenvalues(java, gram, n), 8);
    assertClose(singularValues(nativeLapack(), a, n, n), singularValues(java, a, n, n), 8);
  }

  @ParameterizedTest
  @MethodSource("both")
  void segmentsThatAreTooShortAreRefused(Lapack lapack) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment six = arena.allocate(JAVA_DOUBLE, 6);
      MemorySegment five = arena.allocate(JAVA_DOUBLE, 5);
      MemorySegment nine = arena.allocate(JAVA_DOUBLE, 9);
      MemorySegment one = arena.allocate(JAVA_DOUBLE, 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.gramOfColumns(2, 3, five, 0, nine))
          .withMessage("a must have 48 bytes (2 x 3 doubles) but has 40");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.gramOfColumns(2, 3, six, 0, six))
          .withMessage("gram must have 72 bytes (3 x 3 doubles) but has 48");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.gramOfRows(3, 2, six, 0, six))
          .withMessage("gram must have 72 bytes (3 x 3 doubles) but has 48");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.eigenvalues(3, six, nine))
          .withMessage("matrix must have 72 bytes (3 x 3 doubles) but has 48");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.eigenvalues(2, six, one))
          .withMessage("values must have 16 bytes (2 x 1 doubles) but has 8");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.singularValues(3, 2, five, nine))
          .withMessage("a must have 48 bytes (3 x 2 doubles) but has 40");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.singularValues(3, 2, six, one))
          .withMessage("values must have 16 bytes (2 x 1 doubles) but has 8");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.multiply(2, 2, 3, six, five, nine))
          .withMessage("b must have 48 bytes (3 x 2 doubles) but has 40");
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void dimensionsAndKindsOfSegmentsAreChecked(Lapack lapack) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nine = arena.allocate(JAVA_DOUBLE, 9);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.eigenvalues(0, nine, nine))
          .withMessage("n must be >= 1 but was 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.gramOfRows(-1, 2, nine, 0, nine))
          .withMessage("rows must be >= 1 but was -1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.gramOfRows(1, 2, nine, Double.NaN, nine))
          .withMessage("beta must be finite but was NaN");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.eigenvalues(3, nine.asReadOnly(), nine))
          .withMessage("matrix must be writable but is a read-only segment");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lapack.eigenvalues(2, nine.asSlice(4), nine))
          .withMessageStartingWith("matrix must be aligned to 8 bytes but starts at address ");
      assertThatThrownBy(() -> lapack.eigenvalues(Integer.MAX_VALUE, nine, nine))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void valuesThatAreNotNumbersDoNotHang(Lapack lapack) {
    double[] matrix = Matrices.random(64, 64, 5);
    Arrays.fill(matrix, 100, 200, Double.NaN);
    assertThatThrownBy(() -> eigenvalues(lapack, matrix, 64))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("n=64");
    assertThatThrownBy(() -> singularValues(lapack, matrix, 64, 64))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("n=64");
  }

  @Test
  void descriptionsNameTheImplementation() {
    assertThat(new JavaLapack().description()).isEqualTo("java");
    assertThat(nativeLapack().description())
        .matches("OpenBLAS \\d+\\.\\d+\\.\\d+\\S* \\(\\w+(, forced by OPENBLAS_CORETYPE)?\\)");
  }
}
