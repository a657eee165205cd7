package org.weightwatcher.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelFile.Order;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Tensor;
import org.weightwatcher.testing.TinyLayers;

/// Judge: the list of the reference's quirks (D1, D2, D6, D8 to D11) with the sizes measured there.
class ReferenceRulesTest {
  private static AnalyzeOptions options(int startIds) {
    return AnalyzeOptions.builder()
        .minEvals(0)
        .compat(Compat.REFERENCE)
        .startIds(startIds < 0 ? OptionalInt.empty() : OptionalInt.of(startIds))
        .build();
  }

  private static List<Layer> layers(ModelFile model) {
    return LayerFinder.find(model, options(-1)).layers();
  }

  /// The first two columns of numbers are the tensor, the last three the reference's row.
  @ParameterizedTest
  @CsvSource({
    "16, 8, 3, 3, 16, 8, 9",
    "8, 16, 3, 3, 16, 8, 9",
    "8, 16, 2, 2, 8, 16, 4",
    "16, 8, 2, 2, 16, 8, 4",
    "8, 16, 1, 1, 16, 8, 1",
    "3, 4, 7, 7, 3, 4, 49",
    "4, 3, 7, 7, 4, 3, 49",
    "3, 2, 1, 3, 3, 2, 3",
    "2, 3, 2, 2, 2, 3, 4",
    "8, 16, 1, 2, 8, 16, 2"
  })
  void sidesOfConvolutions(long out, long in, long kh, long kw, long n, long m, int rf) {
    Layer layer =
        layers(TinyLayers.model(Order.MEANINGFUL, 0, TinyLayers.f32("c.weight", out, in, kh, kw)))
            .getFirst();
    assertThat(layer.n()).isEqualTo(n);
    assertThat(layer.m()).isEqualTo(m);
    assertThat(layer.rf()).isEqualTo(rf);
    assertThat(layer.plannedEvals()).isEqualTo(m * rf);
    assertThat(layer.evals()).isEqualTo((int) Math.min(out, in) * rf);
    assertThat(layer.q()).isEqualTo((double) n / m);
    assertThat(layer.longSide()).isEqualTo(Math.max(out, in));
    assertThat(layer.shortSide()).isEqualTo(Math.min(out, in));
  }

  private static final List<StoredTensor> SOME =
      List.of(
          TinyLayers.f32("z.weight", 20, 10),
          TinyLayers.f32("z.bias", 20),
          TinyLayers.f32("norm.weight", 20),
          TinyLayers.f32("in_proj_weight", 20, 10),
          TinyLayers.f32("one.weight", 1, 30),
          TinyLayers.f32("three.weight", 4, 4, 3),
          TinyLayers.f32("wte.weight", 10, 30));

  @Test
  void everyWeightUsesAnId() {
    List<Layer> layers = layers(TinyLayers.model(Order.MEANINGFUL, 1, SOME));
    assertThat(layers).extracting(Layer::longname).containsExactly("z", "wte");
    assertThat(layers).extracting(Layer::id).containsExactly(1, 5);
    assertThat(layers).extracting(Layer::name).containsExactly("z", "wte");
    assertThat(layers).extracting(Layer::type).containsOnly(LayerType.DENSE);
    assertThat(layers).extracting(Layer::n).containsExactly(20L, 30L);
  }

  @Test
  void aFileWithoutAnOrderIsSortedByCodePoint() {
    List<Layer> layers =
        layers(
            TinyLayers.model(
                Order.ARBITRARY,
                0,
                TinyLayers.f32("h.2.weight", 9, 9),
                TinyLayers.f32("h.10.weight", 9, 9),
                TinyLayers.f32("a.weight", 9, 9),
                TinyLayers.f32("Z.weight", 9, 9)));
    assertThat(layers).extracting(Layer::longname).containsExactly("Z", "a", "h.10", "h.2");
  }

  /// From the third shard on the ids jump: 0, 1, 3, and with a fourth 6.
  @Test
  void idsOfShards() {
    for (Order order : List.of(Order.INDEX, Order.ARBITRARY)) {
      List<Layer> layers =
          layers(
              TinyLayers.model(
                  order,
                  0,
                  TinyLayers.inPart("1", "a.weight", 9, 9),
                  TinyLayers.inPart("2", "b.weight", 9, 9),
                  TinyLayers.inPart("3", "c.weight", 9, 9),
                  TinyLayers.inPart("4", "d.weight", 9, 9)));
      assertThat(layers).extracting(Layer::id).containsExactly(0, 1, 3, 6);
    }
  }

  @Test
  void anIndexGivesTheOrderWithinAShard() {
    ModelFile model =
        TinyLayers.model(
            Order.INDEX,
            0,
            TinyLayers.inPart("1", "b.weight", 9, 9),
            TinyLayers.inPart("1", "a.weight", 9, 9),
            TinyLayers.inPart("2", "c.weight", 9, 9));
    assertThat(layers(model)).extracting(Layer::longname).containsExactly("b", "a", "c");
  }

  /// A dictionary counts from 1 even when 0 is asked for.
  @ParameterizedTest
  @CsvSource({"1, -1, 1", "1, 0, 1", "1, 10, 10", "0, -1, 0", "0, 0, 0", "0, 10, 10"})
  void firstId(int ofFormat, int wanted, int first) {
    ModelFile model = TinyLayers.model(Order.MEANINGFUL, ofFormat, SOME);
    List<Layer> layers = LayerFinder.find(model, options(wanted)).layers();
    assertThat(layers.getFirst().id()).isEqualTo(first);
  }

  @Test
  void tiedAndIntegerTensorsAreRows() {
    Tensor a = TinyLayers.tensor("a.weight", DType.F32, 9, 9);
    List<Layer> layers =
        layers(
            TinyLayers.model(
                Order.MEANINGFUL,
                1,
                TinyLayers.stored(a),
                TinyLayers.stored(a.named("b.weight")),
                TinyLayers.stored(TinyLayers.tensor("i.weight", DType.I64, 9, 9))));
    assertThat(layers).extracting(Layer::longname).containsExactly("a", "b", "i");
  }
}
