package org.weightwatcher.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.linalg.LapackLoader;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Channels;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.TinyModels;

/// Judge: the matrices written out, decomposed as they stand.
class OtherMatricesTest {
  private static final int GRID = 32;
  private static final double[] W0 = {
    -0.291, 0.112, 1.251, -1.361, 0.1, -0.048, -0.356, -1.089, -0.351, 2.588, -0.506, -0.584,
    -1.273, 0.747, -0.558, -0.111, -1.187, -1.008, -0.69, -0.086
  };
  private static final double[] W1 = {
    0.519, -1.269, 0.24, -0.804, 0.017, 0.394, 1.279, 0.66, -0.455, 1.466, -0.419, 1.466
  };

  @TempDir Path folder;

  private Analysis analyze(TinyModels tiny, UnaryOperator<AnalyzeOptionsBuilder> how) {
    AnalyzeOptions options = how.apply(AnalyzeOptions.builder().minEvals(0).keepEsd(true)).build();
    try (Model model = WeightWatcher.open(tiny.write(folder.resolve("model.safetensors")))) {
      return model.analyze(options);
    }
  }

  private double[] esd(TinyModels tiny, UnaryOperator<AnalyzeOptionsBuilder> how) {
    return analyze(tiny, how).layers().getFirst().esd();
  }

  private static TinyModels kernel(long... shape) {
    Random random = new Random(17);
    return new TinyModels().add("conv.weight", "F64", shape, _ -> random.nextGaussian());
  }

  private static TinyModels pair() {
    return new TinyModels()
        .f32("a.weight", new long[] {5, 4}, W0)
        .f32("b.weight", new long[] {4, 3}, W1);
  }

  /// Squared singular values, ascending.
  private static double[] lambda(int rows, int columns, double[] matrix) {
    int m = Math.min(rows, columns);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(ValueLayout.JAVA_DOUBLE, m);
      LapackLoader.load()
          .lapack()
          .singularValues(
              rows, columns, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, matrix), values);
      double[] lambda = values.toArray(ValueLayout.JAVA_DOUBLE);
      for (int i = 0; i < m; i++) {
        lambda[i] *= lambda[i];
      }
      Arrays.sort(lambda);
      return lambda;
    }
  }

  /// The operator on periodic images, point by point: row (o, x, y), column (i, x', y').
  private static double[] circulant(double[] kernel, int out, int in, int height, int width) {
    int points = GRID * GRID;
    double[] matrix = new double[out * points * in * points];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int dx = 0; dx < height; dx++) {
          for (int dy = 0; dy < width; dy++) {
            double w = kernel[((o * in + i) * height + dx) * width + dy];
            for (int point = 0; point < points; point++) {
              int from = (point / GRID + dx) % GRID * GRID + (point % GRID + dy) % GRID;
              matrix[(o * points + point) * in * points + i * points + from] += w;
            }
          }
        }
      }
    }
    return matrix;
  }

  @Test
  void aConvolutionIsAnOperatorOnPeriodicImages() {
    double[] kernel = new Random(17).doubles(2 * 2 * 3 * 2, -1, 1).toArray();
    LayerResult row =
        analyze(
                new TinyModels().f64("conv.weight", new long[] {2, 2, 3, 2}, kernel),
                b -> b.convFft(true).convNorm(false))
            .layers()
            .getFirst();
    double[] expected = lambda(2 * GRID * GRID, 2 * GRID * GRID, circulant(kernel, 2, 2, 3, 2));
    assertThat(row.esd()).containsExactly(expected, within(1e-12 * expected[expected.length - 1]));
    assertThat(row.rf()).isEqualTo(GRID * GRID);
    assertThat(row.numEvals()).isEqualTo(2 * GRID * GRID);
  }

  @Test
  void aKernelLargerThanTheGridGoesAroundIt() {
    double[] kernel = new Random(3).doubles(4L * 40, -1, 1).toArray();
    double[] folded = new double[4 * GRID];
    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 40; k++) {
        folded[i * GRID + k % GRID] += kernel[i * 40 + k];
      }
    }
    double[] ours =
        esd(
            new TinyModels().f64("conv.weight", new long[] {2, 2, 40, 1}, kernel),
            b -> b.convFft(true));
    double[] expected =
        esd(
            new TinyModels().f64("conv.weight", new long[] {2, 2, GRID, 1}, folded),
            b -> b.convFft(true));
    assertThat(ours).containsExactly(expected, within(1e-11));
  }

  @Test
  void operatorsHaveTheFactorOfConvolutionsAndDenseLayersAreAsEver() {
    double[] plain = esd(kernel(4, 3, 3, 3), b -> b.convFft(true).convNorm(false));
    double[] scaled = esd(kernel(4, 3, 3, 3), b -> b.convFft(true));
    double[] half = Arrays.stream(plain).map(x -> x / 2).toArray();
    assertThat(scaled).containsExactly(half, within(1e-12));
    assertThat(esd(pair(), b -> b.convFft(true))).containsExactly(esd(pair(), b -> b));
  }

  @Test
  void realPartOfTheTransformOfEachMatrix() {
    double[] transformed = new double[20];
    for (int p = 0; p < 5; p++) {
      for (int q = 0; q < 4; q++) {
        for (int k = 0; k < 20; k++) {
          int row = k / 4;
          double turns = (double) row * p / 5 + (double) (k % 4) * q / 4;
          transformed[p * 4 + q] += (float) W0[k] * Math.cos(2 * Math.PI * turns);
        }
      }
    }
    assertThat(esd(pair(), b -> b.fft(true)))
        .containsExactly(lambda(5, 4, transformed), within(1e-11));
  }

  @Test
  void productOfNeighbours() {
    // Example "intra" of the specification.
    Analysis reference =
        analyze(pair(), b -> b.intra(true).sparsify(false).compat(Compat.REFERENCE));
    LayerResult row = reference.layers().getFirst();
    assertThat(row.esd())
        .containsExactly(
            new double[] {0.10531102887855527, 0.24259628136801356, 0.4025867631201871},
            within(1e-6));
    assertThat(row.svMax()).isCloseTo(0.6344972522558211, within(1e-6));
    assertThat(row.name()).isEqualTo("0 X 1 ");
    Analysis ours = analyze(pair(), b -> b.intra(true).sparsify(false));
    assertThat(ours.layers()).hasSize(1);
    assertThat(ours.layers().getFirst().name()).isEqualTo("0 X 1");
    assertThat(ours.layers().getFirst().longname()).isEqualTo("b");
    assertThat(ours.skipped())
        .singleElement()
        .satisfies(skip -> assertThat(skip.detail()).isEqualTo("no pair: no layer before it"));
  }

  @Test
  void neighboursWithoutACommonSide() {
    TinyModels tiny =
        new TinyModels()
            .f32("a.weight", new long[] {5, 4}, W0)
            .f32("b.weight", new long[] {2, 6}, W1);
    Analysis none = analyze(tiny, b -> b.intra(true));
    assertThat(none.layers()).isEmpty();
    assertThat(none.skipped().getLast().detail()).isEqualTo("no pair: no side in common with a");
  }

  @Test
  void allLayersInOneMatrix() {
    // Example "stacked" of the specification.
    double[] w = {
      0.13858093321323395, 0.7330708503723145, 10.69666862487793, -2.023092269897461,
      1.0055432319641113, 0.4811023771762848, -0.016666652634739876, -1.4769076108932495,
      0.005543231964111328, 4.632283687591553, -1.0166666507720947, -0.4628513753414154,
      -2.0388026237487793, 1.7330708503723145, -1.3633337020874023, 0.48694780468940735,
      -1.84811532497406, -1.03070867061615, -2.243333578109741, 0.537148654460907,
      0.4266103506088257, -2.939758777618408, -0.18138988316059113, 0.0,
      -2.367476463317871, -0.5560703873634338, 0.18138983845710754, 0.0,
      2.031679153442383, 0.6357738375663757, -1.8186100721359253, 0.0,
      2.426610231399536, -1.36422598361969, 2.7067134380340576, 0.0
    };
    LayerResult row = analyze(pair(), b -> b.stacked(true)).layers().getFirst();
    double[] expected = lambda(9, 4, w);
    assertThat(row.esd()).containsExactly(expected, within(1e-5 * expected[3]));
    assertThat(row.longname()).isEqualTo("Stacked Layer");
    assertThat(row.layerType()).isEqualTo("stacked");
  }

  @Test
  void columnsWithoutSpreadAreOnlyCentredByDefault() {
    double[] w = {1, 5, 1, 7, 1, 12};
    TinyModels tiny = new TinyModels().f64("a.weight", new long[] {3, 2}, w);
    // The median of all is 3, of the second column 7 with a spread of 2.
    double[] expected = lambda(3, 2, new double[] {-2, 1, -2, 2, -2, 4.5});
    assertThat(esd(tiny, b -> b.stacked(true))).containsExactly(expected, within(1e-12));
    LayerResult failed =
        analyze(tiny, b -> b.stacked(true).compat(Compat.REFERENCE)).layers().getFirst();
    assertThat(failed.notes()).isEqualTo("non-finite weights");
  }

  @Test
  void aStackCanBeShuffled() {
    LayerResult row = analyze(pair(), b -> b.stacked(true).randomize(true)).layers().getFirst();
    double norm = Arrays.stream(row.esd()).sum();
    assertThat(row.maxRandEval()).isBetween(norm / 4, norm);
  }

  @Test
  void theUserKnowsTheOrderOfTheAxes() {
    // Kernel positions first: the same numbers as 3 x 2 matrices at 2 x 2 positions.
    double[] values = new Random(5).doubles(24, -1, 1).toArray();
    double[] moved = new double[24];
    for (int i = 0; i < 24; i++) {
      int position = i / 6;
      moved[(i % 6) * 4 + position] = values[i];
    }
    TinyModels first = new TinyModels().f64("conv.weight", new long[] {2, 2, 3, 2}, values);
    TinyModels last = new TinyModels().f64("conv.weight", new long[] {3, 2, 2, 2}, moved);
    assertThat(esd(first, b -> b.channels(Channels.FIRST))).containsExactly(esd(last, b -> b));
    assertThat(esd(last, b -> b.channels(Channels.LAST))).containsExactly(esd(last, b -> b));
  }
}
