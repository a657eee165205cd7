package org.weightwatcher.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.LapackLoader;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.SvdMethod;
import org.weightwatcher.spectrum.SpectrumOutcome.Computed;
import org.weightwatcher.spectrum.SpectrumOutcome.Impossible;
import org.weightwatcher.testing.KnownMatrices;
import org.weightwatcher.testing.TinyModels;

/// Judge: matrices made from their singular values, closed forms, and arithmetic of `float`.
class SpectrumEngineTest {
  private static final long ROWS_OF_TWO_BLOCKS = 2_800_000;

  @TempDir Path folder;

  private static AnalyzeOptions options(SvdMethod method, Compat compat) {
    return AnalyzeOptions.builder().minEvals(0).svd(method).compat(compat).build();
  }

  private static AnalyzeOptions options(SvdMethod method) {
    return options(method, Compat.OFF);
  }

  private SpectrumOutcome outcome(TinyModels tiny, AnalyzeOptions options) {
    Path file = tiny.write(folder.resolve("model.safetensors"));
    try (Model model = WeightWatcher.open(file);
        LocalFiles sources = new LocalFiles();
        Buffers buffers = Buffers.of(1L << 30)) {
      Layer layer = model.describe(options).layers().getFirst();
      return new SpectrumEngine(
              sources, LapackLoader.load().lapack(), buffers, new RandomSource.Keyed())
          .compute(layer, options);
    }
  }

  private Spectrum spectrum(TinyModels tiny, AnalyzeOptions options) {
    SpectrumOutcome outcome = outcome(tiny, options);
    assertThat(outcome).isInstanceOf(Computed.class);
    return ((Computed) outcome).spectrum();
  }

  private static TinyModels dense(int rows, int columns, double... values) {
    return new TinyModels().f64("a.weight", new long[] {rows, columns}, values);
  }

  private static void assertEvals(Spectrum spectrum, double relative, double... expected) {
    double largest = Arrays.stream(expected).max().orElseThrow();
    assertThat(spectrum.evals()).containsExactly(expected, within(relative * largest));
  }

  @ParameterizedTest
  @CsvSource({"FAST,40,7", "FAST,7,40", "FAST,9,9", "ACCURATE,40,7", "ACCURATE,7,40"})
  void findsKnownSingularValues(SvdMethod method, int rows, int columns) {
    int m = Math.min(rows, columns);
    double[] s = IntStream.rangeClosed(1, m).mapToDouble(i -> 0.5 * i).toArray();
    double[] matrix = KnownMatrices.withSingularValues(s, rows, columns, 3);
    Spectrum spectrum = spectrum(dense(rows, columns, matrix), options(method));
    assertEvals(spectrum, 1e-14, Arrays.stream(s).map(x -> x * x).toArray());
    assertThat(spectrum.size()).isEqualTo(m);
    assertThat(spectrum.svMax()).isCloseTo(0.5 * m, within(1e-13));
    assertThat(spectrum.svMin()).isCloseTo(0.5, within(1e-13));
    assertThat(spectrum.largestSvMin()).isEqualTo(spectrum.svMin());
    assertThat(spectrum.rankLoss()).isZero();
    assertThat(spectrum.numericalRank()).isEqualTo(m);
    assertThat(spectrum.svdCount()).isEqualTo(method == SvdMethod.FAST ? 0 : 1);
  }

  @ParameterizedTest
  @EnumSource(SvdMethod.class)
  void wideIsTheTransposeOfTall(SvdMethod method) {
    double[] matrix = KnownMatrices.gaussian(60, 25, 1);
    double[] flipped = KnownMatrices.transposed(matrix, 60, 25);
    Spectrum tall = spectrum(dense(60, 25, matrix), options(method));
    Spectrum wide = spectrum(dense(25, 60, flipped), options(method));
    assertEvals(wide, 1e-14, tall.evals());
  }

  /// Columns 1, 2, 3 times patterns of signs that are orthogonal: eigenvalues are exact. A block
  /// holds 2796202 rows of three.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sumsSeveralBlocks(boolean tall) {
    long rows = ROWS_OF_TWO_BLOCKS;
    assertThat(rows * 3 * Double.BYTES).isGreaterThan(Buffers.MAX_BLOCK_BYTES);
    long[] shape = tall ? new long[] {rows, 3} : new long[] {3, rows};
    TinyModels tiny =
        new TinyModels()
            .add(
                "a.weight",
                "F32",
                shape,
                i -> tall ? signed(i / 3, i % 3) : signed(i % rows, i / rows));
    Spectrum spectrum = spectrum(tiny, options(SvdMethod.FAST));
    assertEvals(spectrum, 1e-15, 1.0 * rows, 4.0 * rows, 9.0 * rows);
    assertThat(spectrum.svdCount()).isZero();
  }

  private static double signed(long row, long column) {
    boolean negative = (column == 1 && row % 2 == 1) || (column == 2 && row / 2 % 2 == 1);
    return (negative ? -1.0 : 1.0) * (column + 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 1e-7})
  void smallSingularValuesComeFromTheMatrixItself(double smallest) {
    double[] s = {smallest, 1, 2, 3, 4};
    double[] matrix = KnownMatrices.withSingularValues(s, 12, 5, 8);
    Spectrum spectrum = spectrum(dense(12, 5, matrix), options(SvdMethod.FAST));
    assertThat(spectrum.svdCount()).isEqualTo(1);
    assertThat(spectrum.svMin()).isCloseTo(smallest, within(1e-14));
    assertThat(spectrum.rankLoss()).isEqualTo(smallest == 0 ? 1 : 0);
    assertThat(spectrum.numericalRank()).isEqualTo(smallest == 0 ? 4 : 5);
  }

  @Test
  void theNumericalRankKnowsTheStoredPrecision() {
    double[] s = {1e-7, 1, 2, 3, 4};
    double[] matrix = KnownMatrices.withSingularValues(s, 12, 5, 8);
    TinyModels tiny = new TinyModels().f32("a.weight", new long[] {12, 5}, matrix);
    Spectrum spectrum = spectrum(tiny, options(SvdMethod.FAST));
    assertThat(spectrum.rankLoss()).isZero();
    assertThat(spectrum.numericalRank()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(SvdMethod.class)
  void aZeroMatrixHasZeroEigenvalues(SvdMethod method) {
    Spectrum spectrum = spectrum(dense(4, 3, new double[12]), options(method));
    assertThat(spectrum.evals()).containsExactly(0, 0, 0);
    assertThat(spectrum.rankLoss()).isEqualTo(3);
    assertThat(spectrum.numericalRank()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"FAST,NaN", "FAST,Infinity", "FAST,-Infinity", "ACCURATE,NaN", "ACCURATE,Infinity"})
  void oneOddEntryMakesItImpossible(SvdMethod method, double odd) {
    double[] matrix = KnownMatrices.gaussian(6, 4, 1);
    matrix[13] = odd;
    assertThat(outcome(dense(6, 4, matrix), options(method)))
        .isEqualTo(new Impossible("non-finite weights"));
  }

  @ParameterizedTest
  @EnumSource(SvdMethod.class)
  void squaresBeyondFloat64(SvdMethod method) {
    double[] matrix = Arrays.stream(KnownMatrices.gaussian(6, 4, 1)).map(x -> 1e200 * x).toArray();
    assertThat(outcome(dense(6, 4, matrix), options(method)))
        .isEqualTo(new Impossible("eigenvalues beyond the range of float64"));
  }

  /// Only squares of squares overflow: the eigenvalues are there.
  @ParameterizedTest
  @EnumSource(SvdMethod.class)
  void largeWeightsWithinTheRange(SvdMethod method) {
    double[] s = {1e150, 2e150, 3e150};
    double[] matrix = KnownMatrices.withSingularValues(s, 5, 3, 1);
    assertEvals(spectrum(dense(5, 3, matrix), options(method)), 1e-14, 1e300, 4e300, 9e300);
  }

  /// A weight of float64 that float32 cannot hold is infinite for the reference.
  @ParameterizedTest
  @EnumSource(SvdMethod.class)
  void weightsBeyondFloat32InTheReferencesSteps(SvdMethod method) {
    double[] matrix = Arrays.stream(KnownMatrices.gaussian(6, 4, 1)).map(x -> 1e100 * x).toArray();
    assertThat(outcome(dense(6, 4, matrix), options(method, Compat.REFERENCE)))
        .isInstanceOf(Impossible.class);
  }

  @ParameterizedTest
  @EnumSource(SvdMethod.class)
  void roundsToFloat32ForTheReferenceOnly(SvdMethod method) {
    double odd = 1 + 0x1p-26;
    double[] diagonal = {odd, 0, 0, 3};
    assertEvals(spectrum(dense(2, 2, diagonal), options(method, Compat.REFERENCE)), 1e-15, 1, 9);
    for (Compat compat : new Compat[] {Compat.OFF, Compat.REFERENCE_FLOAT64}) {
      assertEvals(spectrum(dense(2, 2, diagonal), options(method, compat)), 1e-15, odd * odd, 9);
    }
  }

  /// A convolution 2 x 2 with kernel positions of one row; diagonal at each position.
  @ParameterizedTest
  @EnumSource(Compat.class)
  void convolutionsAreScaledByOneHalf(Compat compat) {
    double[] entries = {0.1, 0.7, 0.3, 0.9};
    TinyModels tiny =
        new TinyModels()
            .f32(
                "c.weight",
                new long[] {2, 2, 1, 2},
                entries[0],
                entries[1],
                0,
                0,
                0,
                0,
                entries[2],
                entries[3]);
    float factor = (float) Math.sqrt(0.5);
    double[] expected =
        DoubleStream.of(entries)
            .map(x -> (float) x)
            .map(x -> compat == Compat.REFERENCE ? square((float) x * factor) : x * x / 2)
            .sorted()
            .toArray();
    Spectrum spectrum = spectrum(tiny, options(SvdMethod.ACCURATE, compat));
    assertEvals(spectrum, 1e-15, expected);
    assertThat(spectrum.svMax()).isCloseTo(Math.sqrt(expected[3]), within(1e-15));
    assertThat(spectrum.svMin()).isCloseTo(Math.sqrt(expected[0]), within(1e-15));
    // The smallest of each position: 0.1 and 0.7.
    assertThat(spectrum.largestSvMin()).isCloseTo(Math.sqrt(expected[2]), within(1e-15));
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void theScalingCanBeSwitchedOff() {
    TinyModels tiny = new TinyModels().f32("c.weight", new long[] {2, 2, 1, 1}, 1, 0, 0, 2);
    AnalyzeOptions plain = AnalyzeOptions.builder().minEvals(0).convNorm(false).build();
    assertThat(spectrum(tiny, plain).evals()).containsExactly(1, 4);
    assertThat(spectrum(tiny, options(SvdMethod.FAST)).evals()).containsExactly(0.5, 2);
  }
}
