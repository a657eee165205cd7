package org.weightwatcher.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.linalg.LapackLoader;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Experts;
import org.weightwatcher.testing.KnownMatrices;
import org.weightwatcher.testing.TinyModels;

/// Judge: the matrices picked element by element out of the array that the file was written from,
/// and decomposed as they stand.
class StackedSpectraTest {
  private static final double TOLERANCE = 1e-12;

  @TempDir Path folder;

  private List<LayerResult> analyze(TinyModels tiny, UnaryOperator<AnalyzeOptionsBuilder> how) {
    AnalyzeOptions options = how.apply(AnalyzeOptions.builder().minEvals(0).keepEsd(true)).build();
    try (Model model = WeightWatcher.open(tiny.write(folder.resolve("model.safetensors")))) {
      return model.analyze(options).layers();
    }
  }

  private static double[] values(long... shape) {
    return KnownMatrices.gaussian((int) Arrays.stream(shape).reduce(1, (a, b) -> a * b), 1, 23);
  }

  /// Picks element (row, column) of a matrix out of the array of the tensor.
  private interface Pick {
    int at(int row, int column);
  }

  /// Squared singular values, ascending.
  private static double[] lambda(double[] array, int rows, int columns, Pick pick) {
    double[] matrix = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix[i * columns + j] = array[pick.at(i, j)];
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found = arena.allocate(ValueLayout.JAVA_DOUBLE, Math.min(rows, columns));
      LapackLoader.load()
          .lapack()
          .singularValues(
              rows, columns, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, matrix), found);
      return Arrays.stream(found.toArray(ValueLayout.JAVA_DOUBLE))
          .map(s -> s * s)
          .sorted()
          .toArray();
    }
  }

  private static double[] pooled(List<double[]> spectra) {
    return spectra.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  private static void assertSpectrum(LayerResult layer, double[] expected) {
    assertThat(layer.esd())
        .as(layer.longname())
        .containsExactly(expected, within(TOLERANCE * expected[expected.length - 1]));
  }

  private static void assertLongnames(List<LayerResult> layers, String... expected) {
    assertThat(layers).extracting(LayerResult::longname).containsExactly(expected);
  }

  @Test
  void aConvolutionOfOneDimensionHasAMatrixForEachPosition() {
    double[] w = values(6, 4, 3);
    List<LayerResult> layers =
        analyze(new TinyModels().f64("conv.weight", new long[] {6, 4, 3}, w), b -> b);
    List<double[]> slices = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      int at = k;
      slices.add(lambda(w, 6, 4, (o, i) -> (o * 4 + i) * 3 + at));
    }
    assertLongnames(layers, "conv");
    // No factor: that of two-dimensional kernels would halve each value.
    assertSpectrum(layers.getFirst(), pooled(slices));
    assertThat(layers.getFirst().layerType()).isEqualTo("conv1d");
    assertThat(layers.getFirst().rf()).isEqualTo(3);
    List<LayerResult> alone =
        analyze(new TinyModels().f64("conv.weight", new long[] {6, 4, 3}, w), b -> b.pool(false));
    assertThat(alone).hasSize(3);
    for (int k = 0; k < 3; k++) {
      assertSpectrum(alone.get(k), slices.get(k));
    }
  }

  @Test
  void aKernelOfKerasHasItsPositionsFirst() {
    double[] w = values(3, 4, 6);
    List<LayerResult> layers =
        analyze(new TinyModels().f64("Conv_0/kernel", new long[] {3, 4, 6}, w), b -> b);
    List<double[]> slices = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      int at = k;
      slices.add(lambda(w, 4, 6, (i, o) -> (at * 4 + i) * 6 + o));
    }
    assertLongnames(layers, "Conv_0");
    assertSpectrum(layers.getFirst(), pooled(slices));
  }

  @Test
  void aConvolutionOfThreeDimensionsHasAMatrixForEachPosition() {
    double[] w = values(4, 3, 2, 3, 2);
    List<LayerResult> layers =
        analyze(new TinyModels().f64("c.weight", new long[] {4, 3, 2, 3, 2}, w), b -> b);
    List<double[]> slices = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      int at = k;
      slices.add(lambda(w, 4, 3, (o, i) -> (o * 3 + i) * 12 + at));
    }
    assertThat(layers.getFirst().layerType()).isEqualTo("conv3d");
    assertThat(layers.getFirst().rf()).isEqualTo(12);
    assertSpectrum(layers.getFirst(), pooled(slices));
  }

  @ParameterizedTest
  @CsvSource({"SEPARATE, 3", "POOLED, 1", "FIRST, 1"})
  void expertsAreMatricesBehindEachOther(Experts how, int rows) {
    double[] w = values(3, 8, 5);
    List<LayerResult> layers =
        analyze(
            new TinyModels().f64("mlp.experts.down_proj", new long[] {3, 8, 5}, w),
            b -> b.experts(how));
    List<double[]> each = new ArrayList<>();
    for (int e = 0; e < 3; e++) {
      int at = e * 40;
      each.add(lambda(w, 8, 5, (i, j) -> at + i * 5 + j));
    }
    assertThat(layers).hasSize(rows).extracting(LayerResult::layerType).containsOnly("expert");
    if (how == Experts.POOLED) {
      assertLongnames(layers, "mlp.experts.down_proj");
      assertSpectrum(layers.getFirst(), pooled(each));
      return;
    }
    for (int e = 0; e < rows; e++) {
      assertThat(layers.get(e).longname()).isEqualTo("mlp.experts.down_proj." + e);
      assertThat(layers.get(e).layerId()).isEqualTo(e);
      assertSpectrum(layers.get(e), each.get(e));
    }
  }

  @Test
  void pooledExpertsAreNoKernelForGlorot() {
    TinyModels tiny = new TinyModels().f64("experts.w1", new long[] {3, 8, 5}, values(3, 8, 5));
    double[] plain = analyze(tiny, b -> b.experts(Experts.POOLED)).getFirst().esd();
    double[] scaled =
        analyze(tiny, b -> b.experts(Experts.POOLED).glorotFix(true)).getFirst().esd();
    assertThat(scaled)
        .containsExactly(Arrays.stream(plain).map(x -> x * (8 + 5) / 2.0).toArray(), within(1e-12));
  }

  @Test
  void gatesAreBlocksOfRows() {
    double[] w = values(16, 5);
    TinyModels tiny =
        new TinyModels()
            .f64("rnn.weight_ih_l0", new long[] {16, 5}, w)
            .f64("rnn.weight_hh_l0", new long[] {16, 4}, values(16, 4));
    List<LayerResult> whole = analyze(tiny, b -> b);
    assertLongnames(whole, "rnn.weight_hh_l0", "rnn.weight_ih_l0");
    assertSpectrum(whole.get(1), lambda(w, 16, 5, (i, j) -> i * 5 + j));
    List<LayerResult> gates = analyze(tiny, b -> b.splitFused(true).layers("*ih*"));
    assertLongnames(
        gates,
        "rnn.weight_ih_l0.i",
        "rnn.weight_ih_l0.f",
        "rnn.weight_ih_l0.g",
        "rnn.weight_ih_l0.o");
    for (int gate = 0; gate < 4; gate++) {
      int first = gate * 4;
      assertSpectrum(gates.get(gate), lambda(w, 4, 5, (i, j) -> (first + i) * 5 + j));
      assertThat(gates.get(gate).numParams()).isEqualTo(20);
    }
  }

  @Test
  void gatesOfKerasAreBlocksOfColumns() {
    double[] w = values(4, 12);
    TinyModels tiny =
        new TinyModels()
            .f64("gru/kernel", new long[] {5, 12}, values(5, 12))
            .f64("gru/recurrent_kernel", new long[] {4, 12}, w);
    List<LayerResult> gates = analyze(tiny, b -> b.splitFused(true).layers("*recurrent*"));
    assertLongnames(
        gates, "gru/recurrent_kernel.z", "gru/recurrent_kernel.r", "gru/recurrent_kernel.h");
    for (int gate = 0; gate < 3; gate++) {
      int first = gate * 4;
      assertSpectrum(gates.get(gate), lambda(w, 4, 4, (i, j) -> i * 12 + first + j));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "attn.in_proj_weight, 12, 4, false",
    "attn.qkv_proj.weight, 12, 4, false",
    "attn.Wqkv.weight, 12, 4, false",
    "attn.c_attn.weight, 12, 4, false",
    "attn.c_attn.weight, 4, 12, true"
  })
  void queryKeyAndValueAreThirdsOfTheOutputs(
      String name, int rows, int columns, boolean outputsLast) {
    double[] w = values(rows, columns);
    TinyModels tiny = new TinyModels().f64(name, new long[] {rows, columns}, w);
    assertSpectrum(
        analyze(tiny, b -> b).getFirst(), lambda(w, rows, columns, (i, j) -> i * columns + j));
    List<LayerResult> parts = analyze(tiny, b -> b.splitFused(true));
    assertThat(parts).hasSize(3);
    for (int part = 0; part < 3; part++) {
      int first = part * 4;
      assertThat(parts.get(part).longname()).endsWith("." + "qkv".charAt(part));
      assertSpectrum(
          parts.get(part),
          outputsLast
              ? lambda(w, 4, 4, (i, j) -> i * columns + first + j)
              : lambda(w, 4, 4, (i, j) -> (first + i) * columns + j));
    }
  }

  @Test
  void gateAndUpAreHalves() {
    double[] w = values(6, 5);
    List<LayerResult> parts =
        analyze(
            new TinyModels().f64("mlp.gate_up_proj.weight", new long[] {6, 5}, w),
            b -> b.splitFused(true));
    assertLongnames(parts, "mlp.gate_up_proj.gate", "mlp.gate_up_proj.up");
    assertSpectrum(parts.get(0), lambda(w, 3, 5, (i, j) -> i * 5 + j));
    assertSpectrum(parts.get(1), lambda(w, 3, 5, (i, j) -> (3 + i) * 5 + j));
  }

  @Test
  void headsAreOneAxisOfOutputsOrOfInputs() {
    double[] w = values(7, 2, 3);
    double[] out = values(2, 3, 7);
    List<LayerResult> layers =
        analyze(
            new TinyModels()
                .f64("attn/query/kernel", new long[] {7, 2, 3}, w)
                .f64("attn/out/kernel", new long[] {2, 3, 7}, out),
            b -> b);
    assertLongnames(layers, "attn/out", "attn/query");
    assertThat(layers).extracting(LayerResult::layerType).containsOnly("attention");
    assertSpectrum(layers.get(0), lambda(out, 6, 7, (i, j) -> i * 7 + j));
    assertSpectrum(layers.get(1), lambda(w, 7, 6, (i, j) -> i * 6 + j));
  }

  @Test
  void spectralNormAnalysesTheStoredWeight() {
    double[] w = values(5, 4);
    List<LayerResult> layers =
        analyze(
            new TinyModels()
                .f64("fc.weight_orig", new long[] {5, 4}, w)
                .f64("fc.weight_u", new long[] {5}, values(5))
                .f64("fc.weight_v", new long[] {4}, values(4)),
            b -> b);
    assertLongnames(layers, "fc");
    assertSpectrum(layers.getFirst(), lambda(w, 5, 4, (i, j) -> i * 4 + j));
  }

  @Test
  void theScaleOfANormIsItsOnlySingularValue() {
    double[] scale = {3, 0, 4};
    TinyModels tiny =
        new TinyModels()
            .f64("norm.weight", new long[] {3}, scale)
            .f64("norm.bias", new long[] {3}, 1, 1, 1)
            .f64("fc.weight", new long[] {5, 4}, values(5, 4));
    assertLongnames(analyze(tiny, b -> b), "fc");
    List<LayerResult> layers = analyze(tiny, b -> b.includeNorms(true).minEvals(4));
    assertLongnames(layers, "fc", "norm");
    LayerResult norm = layers.get(1);
    assertThat(norm.layerType()).isEqualTo("norm");
    assertThat(norm.esd()).containsExactly(new double[] {25}, within(1e-13));
    assertThat(norm.alpha()).isNaN();
  }
}
