package org.weightwatcher.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.ModelFile.Order;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.testing.TinyLayers;

/// Judge: rows of the reference's `describe` for two Keras models, with the shapes that their notes
/// list; for the sides of kernels of even area the list of the reference's quirks (D1, D2).
class ReferenceKerasRulesTest {
  private static final AnalyzeOptions COMPAT =
      AnalyzeOptions.builder().compat(Compat.REFERENCE).build();

  private static StoredTensor weight(String layer, String module, String role, String shape) {
    long[] dims = Arrays.stream(shape.split("x", -1)).mapToLong(Long::parseLong).toArray();
    return new StoredTensor.Usable(
        TinyLayers.tensor(layer + "/" + role + ":0", DType.F32, dims),
        TinyLayers.FILE,
        new Declared(layer, module, role, AxisOrder.OUTPUTS_LAST, 0));
  }

  private static LayerList find(AnalyzeOptions options, StoredTensor... tensors) {
    return LayerFinder.find(TinyLayers.model(Order.MEANINGFUL, 0, tensors), options);
  }

  private static List<String> rows(LayerList list) {
    List<String> rows = new ArrayList<>();
    for (Layer layer : list.layers()) {
      rows.add(
          "%s %s M=%d N=%d rf=%d evals=%d"
              .formatted(
                  layer.name(),
                  layer.type().word(),
                  layer.m(),
                  layer.n(),
                  layer.rf(),
                  layer.plannedEvals()));
    }
    return rows;
  }

  @Test
  void aNetworkOfConvolutions() {
    LayerList list =
        find(
            COMPAT,
            weight("conv2d_1", "Conv2D", "kernel", "3x3x1x8"),
            weight("bn_1", "BatchNormalization", "gamma", "8"),
            weight("conv2d_2", "Conv2D", "kernel", "3x3x8x8"),
            weight("separable_conv2d_1", "SeparableConv2D", "depthwise_kernel", "3x3x8x1"),
            weight("separable_conv2d_1", "SeparableConv2D", "pointwise_kernel", "1x1x8x16"),
            weight("conv2d_4", "Conv2D", "kernel", "1x1x16x32"),
            weight("conv2d_5", "Conv2D", "kernel", "1x1x32x64"),
            weight("conv2d_6", "Conv2D", "kernel", "1x1x64x128"),
            weight("conv2d_7", "Conv2D", "kernel", "3x3x128x7"));
    assertThat(rows(list))
        .containsExactly(
            "conv2d_2 conv2d M=8 N=8 rf=9 evals=72",
            "conv2d_4 conv2d M=16 N=32 rf=1 evals=16",
            "conv2d_5 conv2d M=32 N=64 rf=1 evals=32",
            "conv2d_6 conv2d M=64 N=128 rf=1 evals=64",
            "conv2d_7 conv2d M=7 N=128 rf=9 evals=63");
  }

  @Test
  void aRecurrentLayerIsUnknownAndCounts() {
    LayerList list =
        find(
            COMPAT,
            weight("embedding", "Embedding", "embeddings", "16x256"),
            weight("gru", "GRU", "kernel", "256x96"),
            weight("gru", "GRU", "recurrent_kernel", "32x96"),
            weight("gru", "GRU", "bias", "2x96"),
            weight("dense", "Dense", "kernel", "256x74"),
            weight("dense", "Dense", "bias", "74"));
    assertThat(rows(list))
        .containsExactly(
            "embedding embedding M=16 N=256 rf=1 evals=16", "dense dense M=74 N=256 rf=1 evals=74");
    // The reference's id of the second one is 3: a layer without weights stands before it.
    assertThat(list.layers()).extracting(Layer::id).containsExactly(0, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "3x3x16x8, 16, 8",
    "2x2x16x8, 8, 16",
    "2x2x8x16, 16, 8",
    "7x7x4x3, 4, 3",
    "7x7x3x4, 3, 4",
    "3x3x3x3, 3, 3"
  })
  void sidesOfKernels(String shape, long n, long m) {
    Layer layer =
        find(
                AnalyzeOptions.builder().minEvals(0).compat(Compat.REFERENCE).build(),
                weight("c", "Conv2D", "kernel", shape))
            .layers()
            .getFirst();
    assertThat(List.of(layer.n(), layer.m())).containsExactly(n, m);
  }

  @Test
  void whatStopsTheReferenceIsSkipped() {
    LayerList list =
        find(
            AnalyzeOptions.builder().compat(Compat.REFERENCE).startIds(OptionalInt.of(10)).build(),
            weight("c", "Conv1D", "kernel", "3x16x16"),
            weight("e", "EinsumDense", "kernel", "16x4x4"),
            weight("d", "Dense", "kernel", "16x16"));
    assertThat(list.layers()).extracting(Layer::id).containsExactly(12);
    assertThat(list.skipped()).extracting(SkippedTensor::reason).containsOnly(SkipReason.NO_MATRIX);
  }
}
