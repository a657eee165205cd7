package org.weightwatcher.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// Judge: configurations as Keras documents and writes them; the rules of its `to_snake_case` and
/// of `EinsumDense`.
class ConfigParserTest {
  private static LayerConfig parse(String json) {
    return ConfigParser.parse("f", MemorySegment.ofArray(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void layersHaveNamesAndClasses() {
    LayerConfig model =
        parse(
            """
            {"class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "Conv2D", "config": {"name": "c", "filters": 3, "kernel_size": [3, 3]}},
              {"config": {"name": "d"}, "class_name": "Dense", "inbound_nodes": [[["c", 0, 0, {}]]]}
            ]}, "keras_version": "2.4.0"}
            """);
    assertThat(model.name()).isEqualTo("m");
    assertThat(model.layers()).extracting(LayerConfig::name).containsExactly("c", "d");
    assertThat(model.layers())
        .extracting(LayerConfig::className)
        .containsExactly("Conv2D", "Dense");
  }

  @Test
  void aSequentialOfOldFilesIsAList() {
    LayerConfig model =
        parse(
            "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"dense_1\"}}]}");
    assertThat(model.byName()).containsOnlyKeys("dense_1");
  }

  @Test
  void wrappersAndModelsInsideAreSearched() {
    LayerConfig model =
        parse(
            """
            {"class_name": "Sequential", "config": {"layers": [
              {"class_name": "Bidirectional", "config": {"name": "b",
                "layer": {"class_name": "LSTM", "config": {"name": "lstm"}}}},
              {"class_name": "Functional", "config": {"name": "inner", "layers": [
                {"class_name": "Dense", "config": {"name": "x"}}]}}]}}
            """);
    Map<String, LayerConfig> layers = model.byName();
    assertThat(layers).containsOnlyKeys("b", "inner", "x");
    assertThat(model.layers().getFirst().innermost().className()).isEqualTo("LSTM");
    assertThat(model.layers().getLast().isModel()).isTrue();
  }

  @Test
  void codeOfLambdasIsPassedOver() {
    LayerConfig model =
        parse(
            """
            {"class_name": "Sequential", "config": {"layers": [{"class_name": "Lambda",
              "module": "os", "config": {"name": "l", "function": ["4wEAAAA=", null, {"layers": 1}]}}]}}
            """);
    assertThat(model.layers()).extracting(LayerConfig::className).containsExactly("Lambda");
  }

  @Test
  void switchesAndPoliciesAreRead() {
    LayerConfig layer =
        parse(
            """
            {"class_name": "BatchNormalization", "config": {"scale": false, "center": true,
              "dtype": {"module": "keras", "class_name": "QuantizedDTypePolicy",
                "config": {"mode": "int8", "source_name": "float32"}}}}
            """);
    assertThat(layer.scale()).isFalse();
    assertThat(layer.center()).isTrue();
    assertThat(layer.quantization()).isEqualTo("int8");
    assertThat(KnownClasses.variables(layer))
        .containsExactly("beta", "moving_mean", "moving_variance");
    assertThat(parse("{\"config\": {\"dtype\": \"int4_from_bfloat16\"}}").quantization())
        .isEqualTo("int4");
    assertThat(parse("{\"config\": {\"dtype\": \"float32\"}}").quantization()).isEmpty();
  }

  @Test
  void modelsNestAtMost32Deep() {
    String open = "{\"class_name\": \"M\", \"config\": {\"layers\": [";
    assertThat(parse(open.repeat(32) + "{}" + "]}}".repeat(32)).isModel()).isTrue();
    assertThatThrownBy(() -> parse(open.repeat(33) + "{}" + "]}}".repeat(33)))
        .isInstanceOfSatisfying(
            ModelFormatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.E_LIMIT))
        .hasMessage("f: models must nest at most 32 deep");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> parse("[]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("f: configuration must be a JSON object");
    assertThatThrownBy(() -> parse("{\"config\": {"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("f: configuration must be complete JSON but ends early");
  }

  @ParameterizedTest
  @CsvSource({
    "Conv2D, conv2d",
    "BatchNormalization, batch_normalization",
    "MultiHeadAttention, multi_head_attention",
    "LSTMCell, lstm_cell",
    "TFOpLambda, tf_op_lambda",
    "LSTM, lstm",
    "Conv2DTranspose, conv2d_transpose",
    "DepthwiseConv2D, depthwise_conv2d"
  })
  void classesBecomeSnakeCase(String className, String expected) {
    assertThat(SnakeCase.of(className)).isEqualTo(expected);
  }

  @Test
  void repeatedClassesGetNumbers() {
    SnakeCase names = new SnakeCase();
    assertThat(names.next("Dense")).isEqualTo("dense");
    assertThat(names.next("Conv2D")).isEqualTo("conv2d");
    assertThat(names.next("Dense")).isEqualTo("dense_1");
    assertThat(names.next("Dense")).isEqualTo("dense_2");
  }

  @ParameterizedTest
  @CsvSource({
    "'abc,cde->abde', 3, 1",
    "'abcd,cde->abe', 3, 2",
    "'...x,xy->...y', 2, 1",
    "'abc,dec->abde', 3, 0",
    "'abc,cde->abde', 4, 0",
    "'nothing', 3, 0"
  })
  void equationsTellTheInputs(String equation, int rank, int expected) {
    assertThat(Einsum.leadingInputs(equation, rank)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "conv2d_1_1/kernel:0, conv2d_1_1, kernel",
    "lstm/lstm_cell_1/recurrent_kernel:0, lstm, recurrent_kernel",
    "bidirectional/forward_lstm/lstm_cell/bias:0, bidirectional/forward_lstm, bias",
    "kernel, '', kernel",
    "attention/attention_W:0, attention, attention_W"
  })
  void namesOfVariablesHaveScopeAndRole(String name, String scope, String role) {
    assertThat(Naming.scope(name)).isEqualTo(scope);
    assertThat(Naming.role(name)).isEqualTo(role);
  }
}
