package org.weightwatcher.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelFile.Order;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;
import org.weightwatcher.testing.TinyLayers;

/// Judge: the rules for names, types, order and skips as the page on formats states them.
class DefaultRulesTest {
  private static final AnalyzeOptions ALL = AnalyzeOptions.builder().minEvals(0).build();

  private static LayerList find(Order order, StoredTensor... tensors) {
    return LayerFinder.find(TinyLayers.model(order, 0, tensors), ALL);
  }

  private static List<String> names(LayerList list) {
    return list.layers().stream().map(Layer::longname).toList();
  }

  private static Arguments skip(
      StoredTensor tensor, SkipReason reason, LayerType type, String detail) {
    return Arguments.of(tensor, reason, type, detail);
  }

  private static StoredTensor typed(DType dtype, long... dims) {
    return TinyLayers.stored(TinyLayers.tensor("a.weight", dtype, dims));
  }

  static Stream<Arguments> skips() {
    StoredTensor damaged =
        new StoredTensor.Unusable(
            "a.weight", Shape.of(3, 4), TinyLayers.FILE, ErrorCode.E_TRUNCATED, "it ends early");
    return Stream.of(
        skip(damaged, SkipReason.UNREADABLE, LayerType.OTHER, "unreadable: it ends early"),
        skip(
            TinyLayers.f32("a.weight", 0, 4),
            SkipReason.EMPTY,
            LayerType.OTHER,
            "empty tensor: 0x4"),
        skip(TinyLayers.f32("a.bias", 4), SkipReason.NO_MATRIX, LayerType.OTHER, "no matrix"),
        skip(TinyLayers.f32("ln_1.weight", 4), SkipReason.NO_MATRIX, LayerType.NORM, "no matrix"),
        skip(
            TinyLayers.f32("h.0.norm.weight", 4),
            SkipReason.NO_MATRIX,
            LayerType.NORM,
            "no matrix"),
        skip(
            TinyLayers.f32("cls_token", 1, 4),
            SkipReason.NO_MATRIX,
            LayerType.OTHER,
            "no matrix: 1x4 is a vector"),
        skip(
            TinyLayers.f32("a.weight", 4, 1),
            SkipReason.NO_MATRIX,
            LayerType.OTHER,
            "no matrix: 4x1 is a vector"),
        skip(TinyLayers.f32("a.weight"), SkipReason.NO_MATRIX, LayerType.OTHER, "no matrix"),
        skip(
            typed(DType.I64, 4, 4),
            SkipReason.INTEGER,
            LayerType.OTHER,
            "integer tensor without quantization parameters"),
        skip(typed(DType.C64, 4, 4), SkipReason.COMPLEX, LayerType.OTHER, "complex dtype"),
        skip(
            typed(DType.F6_E2M3, 4, 4),
            SkipReason.UNREADABLE,
            LayerType.OTHER,
            "unreadable: no encoding is defined for f6_e2m3"),
        skip(
            TinyLayers.f32("a.weight", 4, 4, 3, 2, 2, 2),
            SkipReason.UNSUPPORTED_SHAPE,
            LayerType.OTHER,
            "unsupported shape: 4x4x3x2x2x2, tensors of 6 dimensions are not analysed"),
        skip(
            TinyLayers.f32("mask", 1, 1, 512, 512),
            SkipReason.UNSUPPORTED_SHAPE,
            LayerType.OTHER,
            "unsupported shape: 1x1x512x512, a kernel has at most 65536 positions"));
  }

  @ParameterizedTest
  @MethodSource("skips")
  void everySkipHasAReason(StoredTensor tensor, SkipReason reason, LayerType type, String detail) {
    // A layer beside it: a model of which nothing can be read is refused as a whole.
    LayerList list = find(Order.MEANINGFUL, tensor, TinyLayers.f32("other.weight", 4, 4));
    assertThat(names(list)).containsExactly("other");
    assertThat(list.layers().getFirst().id()).isZero();
    SkippedTensor skipped = list.skipped().getFirst();
    assertThat(list.skipped()).hasSize(1);
    assertThat(skipped.reason()).isEqualTo(reason);
    assertThat(skipped.type()).isEqualTo(type);
    assertThat(skipped.detail()).isEqualTo(detail);
    assertThat(skipped.shape()).isEqualTo(tensor.shape());
  }

  @Test
  void allSkipsAreThere() {
    assertThat(skips().count()).isEqualTo(13);
  }

  @Test
  void oneStorageIsOneLayer() {
    Storage storage = Storage.plain(TinyLayers.FILE, 0, 800);
    Tensor a = Tensor.rowMajor("wte.weight", DType.F32, Shape.of(20, 10), storage);
    LayerList list =
        find(
            Order.MEANINGFUL,
            TinyLayers.stored(a),
            TinyLayers.stored(a.named("lm_head.weight")),
            TinyLayers.stored(
                new Tensor("t.weight", DType.F32, Shape.of(10, 20), storage, 0, 20, 1)));
    assertThat(names(list)).containsExactly("wte", "t");
    assertThat(list.layers()).extracting(Layer::id).containsExactly(0, 1);
    SkippedTensor tied = list.skipped().getFirst();
    assertThat(tied.reason()).isEqualTo(SkipReason.TIED);
    assertThat(tied.name()).isEqualTo("lm_head");
    assertThat(tied.detail()).isEqualTo("same data as wte");
  }

  @ParameterizedTest
  @CsvSource({
    "transformer.wte.weight, 65, 72, embedding",
    "transformer.wpe.weight, 65, 72, embedding",
    "model.embed_tokens.weight, 65, 72, embedding",
    "tok_embeddings.weight, 512, 64, embedding",
    "pos_embed, 65, 72, embedding",
    "shared.weight, 40, 10, embedding",
    "shared.weight, 39, 10, dense",
    "word_embeddings.weight, 39, 10, embedding",
    "embeddings.dense.weight, 65, 72, dense",
    "lm_head.weight, 65, 72, dense",
    "attn.in_proj_weight, 30, 10, attention",
    "weight_ih_l0, 30, 10, dense"
  })
  void typesByName(String tensor, long rows, long columns, String type) {
    Layer layer = find(Order.MEANINGFUL, TinyLayers.f32(tensor, rows, columns)).layers().getFirst();
    assertThat(layer.type().word()).isEqualTo(type);
  }

  @Test
  void namesAndSides() {
    LayerList list =
        find(
            Order.MEANINGFUL,
            TinyLayers.f32("a.b.weight", 10, 30),
            TinyLayers.f32("a.c.weight", 4, 3, 2, 2),
            TinyLayers.f32("a.d.weight", 3, 4, 7, 7),
            TinyLayers.f32("a.weight_hh", 30, 10));
    assertThat(names(list)).containsExactly("a.b", "a.c", "a.d", "a.weight_hh");
    assertThat(list.layers()).extracting(Layer::name).containsExactly("b", "c", "d", "weight_hh");
    assertThat(list.layers()).extracting(Layer::n).containsExactly(30L, 4L, 4L, 30L);
    assertThat(list.layers()).extracting(Layer::m).containsExactly(10L, 3L, 3L, 10L);
    assertThat(list.layers()).extracting(Layer::rf).containsExactly(1, 4, 49, 1);
    assertThat(list.layers()).extracting(Layer::evals).containsExactly(10, 12, 147, 10);
    assertThat(list.layers().get(1).q()).isEqualTo(4.0 / 3);
  }

  private static final StoredTensor[] SORTED_BY_NAME = {
    TinyLayers.f32("lm_head.weight", 20, 10),
    TinyLayers.f32("model.embed_tokens.weight", 20, 10),
    TinyLayers.f32("model.layers.0.mlp.weight", 20, 10),
    TinyLayers.f32("model.layers.10.mlp.weight", 20, 10),
    TinyLayers.f32("model.layers.2.mlp.weight", 20, 10),
    TinyLayers.f32("model.norm.weight", 10)
  };

  @Test
  void embeddingsFirstAndHeadsLastWhereTheOrderMeansNothing() {
    for (Order order : List.of(Order.ARBITRARY, Order.INDEX)) {
      LayerList list = find(order, SORTED_BY_NAME);
      assertThat(names(list))
          .containsExactly(
              "model.embed_tokens",
              "model.layers.0.mlp",
              "model.layers.2.mlp",
              "model.layers.10.mlp",
              "lm_head");
      assertThat(list.layers()).extracting(Layer::id).containsExactly(0, 1, 2, 3, 4);
    }
  }

  @Test
  void theOrderOfADictionaryIsKept() {
    assertThat(names(find(Order.MEANINGFUL, SORTED_BY_NAME)))
        .containsExactly(
            "lm_head",
            "model.embed_tokens",
            "model.layers.0.mlp",
            "model.layers.10.mlp",
            "model.layers.2.mlp");
  }

  @ParameterizedTest
  @CsvSource({"0, -1, 0", "1, -1, 1", "1, 0, 0", "0, 7, 7", "1, 10, 10"})
  void firstId(int ofFormat, int wanted, int first) {
    ModelFile model =
        TinyLayers.model(
            Order.MEANINGFUL,
            ofFormat,
            TinyLayers.f32("n.weight", 5),
            TinyLayers.f32("a.weight", 5, 5),
            TinyLayers.f32("n2.weight", 5),
            TinyLayers.f32("b.weight", 5, 5));
    AnalyzeOptions options =
        AnalyzeOptions.builder()
            .minEvals(0)
            .startIds(wanted < 0 ? OptionalInt.empty() : OptionalInt.of(wanted))
            .build();
    assertThat(LayerFinder.find(model, options).layers())
        .extracting(Layer::id)
        .containsExactly(first, first + 1);
  }

  @Test
  void countsWhatWasFoundBeforeTheFilter() {
    AnalyzeOptions some = AnalyzeOptions.builder().layers("*mlp").build();
    LayerList list = LayerFinder.find(TinyLayers.model(Order.ARBITRARY, 0, SORTED_BY_NAME), some);
    assertThat(list.layers()).hasSize(3);
    assertThat(list.found()).isEqualTo(5);
    assertThat(list.skipped())
        .filteredOn(skip -> skip.reason() == SkipReason.FILTERED)
        .extracting(SkippedTensor::name)
        .containsExactly("model.embed_tokens", "lm_head");
  }
}
