package org.weightwatcher.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.ModelFile.Order;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Experts;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;
import org.weightwatcher.testing.TinyLayers;

/// Judge: the table of the page on containers that says which matrix is analysed, and why.
class MatrixRulesTest {
  private static final AnalyzeOptions WHOLE = AnalyzeOptions.builder().minEvals(0).build();
  private static final AnalyzeOptions SPLIT =
      AnalyzeOptions.builder().minEvals(0).splitFused(true).build();

  private static LayerList find(AnalyzeOptions options, StoredTensor... tensors) {
    return LayerFinder.find(TinyLayers.model(Order.MEANINGFUL, 0, tensors), options);
  }

  private static List<String> names(LayerList list) {
    return list.layers().stream().map(Layer::longname).toList();
  }

  private static long[] dims(String shape) {
    return Arrays.stream(shape.split("x", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static StoredTensor declared(Declared declared, String name, long... dims) {
    return new StoredTensor.Usable(
        TinyLayers.tensor(name, DType.F32, dims), TinyLayers.FILE, declared);
  }

  private static Declared keras(String layer, String module, String role, int leadingInputs) {
    return new Declared(layer, module, role, AxisOrder.OUTPUTS_LAST, leadingInputs);
  }

  @ParameterizedTest
  @CsvSource({
    // tensor, shape, long name, type, number of matrices, N, M
    "enc.conv1.weight, 64x32x3, enc.conv1, conv1d, 3, 64, 32",
    "enc.0.weight, 64x32x3, enc.0, conv1d, 3, 64, 32",
    "patch_embed.proj.weight, 64x32x100, patch_embed.proj, conv1d, 100, 64, 32",
    "video.weight, 16x3x2x4x4, video, conv3d, 32, 16, 3",
    "img.weight, 16x3x3x39, img, conv2d, 117, 16, 3",
    "Conv_0/kernel, 3x4x8x16, Conv_0, conv2d, 12, 16, 8",
    "Conv_1.kernel, 5x8x16, Conv_1, conv1d, 5, 16, 8",
    "Conv_2/kernel:0, 2x3x4x8x16, Conv_2, conv3d, 24, 16, 8",
    "attn/query/kernel, 48x4x12, attn/query, attention, 1, 48, 48",
    "attn/out/kernel, 4x12x40, attn/out, attention, 1, 48, 40",
    "fc/kernel, 48x12, fc, dense, 1, 48, 12",
    "up.parametrizations.weight.original, 48x12, up, dense, 1, 48, 12"
  })
  void shapesAndNames(
      String tensor, String shape, String longname, String type, int rf, long n, long m) {
    Layer layer = find(WHOLE, TinyLayers.f32(tensor, dims(shape))).layers().getFirst();
    assertThat(layer.longname()).isEqualTo(longname);
    assertThat(layer.type().word()).isEqualTo(type);
    assertThat(layer.rf()).isEqualTo(rf);
    assertThat(layer.n()).isEqualTo(n);
    assertThat(layer.m()).isEqualTo(m);
    assertThat(layer.parameters()).isEqualTo(Shape.of(dims(shape)).elements());
  }

  @ParameterizedTest
  @CsvSource({
    // gates x hidden of the state, rows of the input's matrix, type
    "64x16, 64, lstm",
    "48x16, 48, gru",
    "16x16, 16, rnn",
    "80x16, 80, dense"
  })
  void theRatioToTheStateTellsTheClass(String state, long rows, String type) {
    for (String suffix : List.of("_l0", "_l1_reverse", "")) {
      LayerList list =
          find(
              WHOLE,
              TinyLayers.f32("rnn.weight_ih" + suffix, rows, 10),
              TinyLayers.f32("rnn.weight_hh" + suffix, dims(state)));
      assertThat(names(list)).containsExactly("rnn.weight_ih" + suffix, "rnn.weight_hh" + suffix);
      assertThat(list.layers()).extracting(layer -> layer.type().word()).containsOnly(type);
    }
  }

  @Test
  void aProjectedStateIsAsLargeAsItsProjectionSays() {
    LayerList list =
        find(
            SPLIT,
            TinyLayers.f32("weight_ih_l0", 64, 10),
            TinyLayers.f32("weight_hh_l0", 64, 8),
            TinyLayers.f32("weight_hr_l0", 8, 16));
    assertThat(list.layers()).extracting(Layer::type).containsOnly(LayerType.LSTM);
    assertThat(names(list))
        .containsExactly(
            "weight_ih_l0.i",
            "weight_ih_l0.f",
            "weight_ih_l0.g",
            "weight_ih_l0.o",
            "weight_hh_l0.i",
            "weight_hh_l0.f",
            "weight_hh_l0.g",
            "weight_hh_l0.o",
            "weight_hr_l0");
  }

  @ParameterizedTest
  @CsvSource({
    // class, shape, type, number of matrices, N, M
    "Dense, 10x40, dense, 1, 40, 10",
    "Embedding, 40x30, embedding, 1, 40, 30",
    "Conv1D, 3x8x16, conv1d, 3, 16, 8",
    "Conv1D, 300x8x16, conv1d, 300, 16, 8",
    "Conv2D, 3x5x8x16, conv2d, 15, 16, 8",
    "Conv2DTranspose, 3x5x16x8, conv2d, 15, 16, 8",
    "DepthwiseConv2D, 3x5x16x2, conv2d, 15, 16, 2",
    "Conv3D, 3x3x3x8x16, conv3d, 27, 16, 8"
  })
  void classAndAxesOfKeras(String module, String shape, String type, int rf, long n, long m) {
    StoredTensor tensor =
        declared(keras("block/layer_7", module, "kernel", 0), "v/kernel:0", dims(shape));
    Layer layer = find(WHOLE, tensor).layers().getFirst();
    assertThat(layer.longname()).isEqualTo("block/layer_7");
    assertThat(layer.name()).isEqualTo("layer_7");
    assertThat(layer.type().word()).isEqualTo(type);
    assertThat(List.of((long) layer.rf(), layer.n(), layer.m())).containsExactly((long) rf, n, m);
  }

  @Test
  void theGatesOfKeras() {
    StoredTensor[] lstm = {
      declared(keras("lstm/cell", "LSTM", "kernel", 0), "a", 10, 64),
      declared(keras("lstm/cell", "LSTM", "recurrent_kernel", 0), "b", 16, 64),
      declared(keras("lstm/cell", "LSTM", "bias", 0), "c", 2, 64)
    };
    LayerList whole = find(WHOLE, lstm);
    assertThat(names(whole)).containsExactly("lstm/cell.kernel", "lstm/cell.recurrent_kernel");
    assertThat(whole.layers()).extracting(Layer::type).containsOnly(LayerType.LSTM);
    assertThat(whole.skipped().getFirst().detail()).isEqualTo("no matrix");
    assertThat(names(find(SPLIT, lstm)).subList(4, 8))
        .containsExactly(
            "lstm/cell.recurrent_kernel.i",
            "lstm/cell.recurrent_kernel.f",
            "lstm/cell.recurrent_kernel.c",
            "lstm/cell.recurrent_kernel.o");
  }

  @Test
  void theInputOfARecurrentClassIsSplitByItsGates() {
    // The state is found by its class, not by its name.
    LayerList split =
        find(SPLIT, declared(keras("gru", "GRU", "kernel", 0), "variables/0", 10, 48));
    assertThat(names(split)).containsExactly("gru.kernel.z", "gru.kernel.r", "gru.kernel.h");
  }

  @Test
  void theProjectionOfGpt2IsStoredInputsByOutputs() {
    LayerList split =
        find(SPLIT, declared(Declared.ofTorch("Conv1D"), "h.0.attn.c_attn.weight", 16, 48));
    assertThat(names(split))
        .containsExactly("h.0.attn.c_attn.q", "h.0.attn.c_attn.k", "h.0.attn.c_attn.v");
    assertThat(split.layers()).extracting(Layer::shape).containsOnly(Shape.of(16, 16));
    assertThat(split.layers()).extracting(Layer::type).containsOnly(LayerType.DENSE);
  }

  @Test
  void aSeparableConvolutionIsTwoLayers() {
    LayerList list =
        find(
            WHOLE,
            declared(keras("s", "SeparableConv2D", "depthwise_kernel", 0), "a", 3, 3, 8, 2),
            declared(keras("s", "SeparableConv2D", "pointwise_kernel", 0), "b", 1, 1, 16, 4),
            declared(keras("d", "DepthwiseConv2D", "depthwise_kernel", 0), "c", 3, 3, 8, 2));
    assertThat(names(list)).containsExactly("s.depthwise", "s.pointwise", "d");
  }

  @Test
  void axesOfAnEquation() {
    LayerList list =
        find(
            WHOLE,
            declared(keras("mha/query", "EinsumDense", "kernel", 1), "a", 48, 4, 12),
            declared(keras("mha/attention_output", "EinsumDense", "kernel", 0), "b", 4, 12, 40),
            declared(keras("einsum", "EinsumDense", "kernel", 2), "c", 3, 4, 5, 6),
            declared(keras("free", "EinsumDense", "kernel", 0), "d", 3, 4, 5));
    assertThat(list.layers())
        .extracting(Layer::n, Layer::m, layer -> layer.type().word())
        .containsExactly(
            tuple(48L, 48L, "attention"), tuple(48L, 40L, "attention"), tuple(30L, 12L, "dense"));
    assertThat(list.skipped().getFirst().detail())
        .isEqualTo("unsupported shape: 3x4x5, the file does not say which axes are inputs");
  }

  @Test
  void headsThatDoNotLieBesideEachOtherAreNoMatrix() {
    Tensor whole = TinyLayers.tensor("q", DType.F32, 8, 4, 6);
    Tensor turned = new Tensor("q", DType.F32, Shape.of(8, 6, 4), whole.storage(), 0, 24, 1, 6);
    LayerList list =
        find(
            WHOLE,
            new StoredTensor.Usable(
                turned, TinyLayers.FILE, keras("query", "EinsumDense", "kernel", 1)),
            TinyLayers.f32("fc.weight", 4, 4));
    assertThat(list.skipped().getFirst().detail())
        .isEqualTo("unsupported shape: 8x6x4, its elements lie in an order that is no matrix");
  }

  @ParameterizedTest
  @CsvSource({
    "experts.gate_up_proj, 6x10x4",
    "mlp.experts.w2.weight, 6x10x4",
    "blk.0.ffn_gate_exps.weight, 6x10x4",
    "moe.w1, 6x10x4"
  })
  void stacksOfExperts(String tensor, String shape) {
    StoredTensor stack = TinyLayers.f32(tensor, dims(shape));
    LayerList list = find(WHOLE, TinyLayers.f32("a.weight", 4, 4), stack);
    assertThat(list.layers()).hasSize(7);
    assertThat(list.layers()).extracting(Layer::id).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(list.layers().subList(1, 7))
        .allSatisfy(layer -> {
          assertThat(layer.type()).isEqualTo(LayerType.EXPERT);
          assertThat(layer.parameters()).isEqualTo(40);
          assertThat(layer.longname()).endsWith("." + (layer.id() - 1));
        });
    AnalyzeOptions pooled = AnalyzeOptions.builder().minEvals(0).experts(Experts.POOLED).build();
    Layer one = find(pooled, stack).layers().getFirst();
    assertThat(one.kernel()).isEqualTo(Shape.of(6));
    assertThat(one.parameters()).isEqualTo(240);
  }

  @ParameterizedTest
  @CsvSource({
    // fewer heads of keys than of queries, heads interleaved, an odd half
    "attn.qkv_proj.weight, 24x16, dense",
    "attn.query_key_value.weight, 48x16, dense",
    "mlp.dense_h_to_4h.weight, 64x16, dense",
    "mlp.gate_up_proj.weight, 63x16, dense",
    "attn.in_proj_weight, 40x16, attention"
  })
  void whatTheShapeDoesNotMakeSureStaysWhole(String tensor, String shape, String type) {
    LayerList list = find(SPLIT, TinyLayers.f32(tensor, dims(shape)));
    assertThat(list.layers()).hasSize(1);
    assertThat(list.layers().getFirst().type().word()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pos_embed | 1x197x768 | unsupported shape: 1x197x768, nothing says that it is a"
            + " convolution or a stack",
        "a.weight | 64x32x65 | unsupported shape: 64x32x65, nothing says that it is a"
            + " convolution or a stack",
        "a.conv.weight | 2x2x300x300 | unsupported shape: 2x2x300x300, a kernel has at most"
            + " 65536 positions",
        "a.conv.weight | 2x2x50x50x50 | unsupported shape: 2x2x50x50x50, a kernel has at most"
            + " 65536 positions",
        "experts.w1 | 4097x2x2 | unsupported shape: 4097x2x2, a stack has at most 4096 experts"
      })
  void whatHasNoRuleSaysSo(String tensor, String shape, String detail) {
    LayerList list =
        find(WHOLE, TinyLayers.f32(tensor, dims(shape)), TinyLayers.f32("b.weight", 4, 4));
    assertThat(names(list)).containsExactly("b");
    assertThat(list.skipped().getFirst().reason()).isEqualTo(SkipReason.UNSUPPORTED_SHAPE);
    assertThat(list.skipped().getFirst().detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "fc.weight_v, fc.weight_g, 12x8, 12x1",
    "fc.parametrizations.weight.original1, fc.parametrizations.weight.original0, 12x8, 12x1"
  })
  void weightNormIsNotAnalysed(String direction, String length, String shape, String lengths) {
    LayerList list =
        find(
            WHOLE,
            TinyLayers.f32(length, dims(lengths)),
            TinyLayers.f32(direction, dims(shape)),
            TinyLayers.f32("b.weight", 4, 4));
    assertThat(names(list)).containsExactly("b");
    assertThat(list.skipped().get(0).detail()).isEqualTo("no matrix: 12x1 is a vector");
    assertThat(list.skipped().get(1).reason()).isEqualTo(SkipReason.WEIGHT_NORM);
    assertThat(list.skipped().get(1).detail())
        .isEqualTo(
            "weight norm: the weight is this tensor, scaled to length 1, times a length for each"
                + " output, and not stored");
  }

  @Test
  void theLengthsOfAConvolutionsWeightNormAreNoKernel() {
    LayerList list =
        find(
            WHOLE,
            TinyLayers.f32("conv.weight_g", 12, 1, 1),
            TinyLayers.f32("conv.weight_v", 12, 8, 3),
            TinyLayers.f32("b.weight", 4, 4));
    assertThat(names(list)).containsExactly("b");
    assertThat(list.skipped()).extracting(SkippedTensor::reason).contains(SkipReason.WEIGHT_NORM);
  }

  @Test
  void aDepthwiseConvolutionIsTooSmallAndSaysWhy() {
    AnalyzeOptions usual = AnalyzeOptions.defaults();
    LayerList list =
        find(usual, TinyLayers.f32("dw.weight", 64, 1, 3, 3), TinyLayers.f32("b.weight", 20, 20));
    assertThat(list.skipped().getFirst().reason()).isEqualTo(SkipReason.TOO_SMALL);
    assertThat(list.skipped().getFirst().detail())
        .isEqualTo(
            "too small: 9 < min-evals 10, its 9 matrices are vectors: depthwise, or of one"
                + " channel");
  }

  @Test
  void normsAreListedOnRequest() {
    StoredTensor[] tensors = {
      TinyLayers.f32("fc.weight", 12, 8),
      TinyLayers.f32("ln_1.weight", 12),
      TinyLayers.f32("ln_1.bias", 12),
      TinyLayers.f32("bn.running_mean", 12),
      declared(Declared.ofTorch("BatchNorm2d"), "down.1.weight", 12),
      TinyLayers.f32("down.2.weight", 12),
      TinyLayers.f32("head.weight", 12, 10)
    };
    assertThat(names(find(WHOLE, tensors))).containsExactly("fc", "head");
    LayerList listed =
        find(AnalyzeOptions.builder().minEvals(5).includeNorms(true).build(), tensors);
    assertThat(names(listed)).containsExactly("fc", "ln_1", "down.1", "head");
    assertThat(listed.layers()).extracting(Layer::id).containsExactly(0, 1, 2, 3);
    assertThat(listed.layers().get(1).type()).isEqualTo(LayerType.NORM);
    assertThat(List.of(listed.layers().get(1).n(), listed.layers().get(1).m()))
        .containsExactly(12L, 1L);
  }

  @Test
  void typesCanBeChosenByTheirWords() {
    AnalyzeOptions some =
        AnalyzeOptions.builder().minEvals(0).layers("type:conv1d", "type:gru").build();
    LayerList list =
        find(
            some,
            TinyLayers.f32("fc.weight", 12, 8),
            TinyLayers.f32("conv.weight", 12, 8, 3),
            TinyLayers.f32("weight_hh_l0", 12, 4));
    assertThat(names(list)).containsExactly("conv", "weight_hh_l0");
    for (String word :
        List.of(
            "dense",
            "conv1d",
            "conv2d",
            "conv3d",
            "embedding",
            "lstm",
            "gru",
            "rnn",
            "attention",
            "expert",
            "norm")) {
      assertThat(LayerType.ofWord(word)).map(LayerType::word).contains(word);
    }
  }

  /// The shapes are those of a published voice detector, as its notes list them.
  @Test
  void aVoiceDetector() {
    LayerList list =
        find(
            AnalyzeOptions.defaults(),
            TinyLayers.f32("_model.stft.forward_basis_buffer", 258, 1, 256),
            TinyLayers.f32("_model.encoder.0.reparam_conv.weight", 128, 129, 3),
            TinyLayers.f32("_model.encoder.3.reparam_conv.weight", 128, 64, 3),
            TinyLayers.f32("_model.decoder.rnn.weight_ih", 512, 128),
            TinyLayers.f32("_model.decoder.rnn.weight_hh", 512, 128),
            TinyLayers.f32("_model.decoder.decoder.2.weight", 1, 128, 1));
    assertThat(list.layers())
        .extracting(Layer::longname, layer -> layer.type().word(), Layer::evals)
        .containsExactly(
            tuple("_model.encoder.0.reparam_conv", "conv1d", 3 * 128),
            tuple("_model.encoder.3.reparam_conv", "conv1d", 3 * 64),
            tuple("_model.decoder.rnn.weight_ih", "lstm", 128),
            tuple("_model.decoder.rnn.weight_hh", "lstm", 128));
    assertThat(list.skipped())
        .extracting(SkippedTensor::detail)
        .containsExactly(
            "unsupported shape: 258x1x256, nothing says that it is a convolution or a stack",
            "too small: 1 < min-evals 10");
  }
}
