package org.weightwatcher.format.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.HeapSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerFinder;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;

/// Judge: the layout in which the Python tool unpacks models (`layers`, by number; `name`,
/// `longname`, `type`, `weightfile`, `biasfile`).
class FlatFilesReaderTest {
  private static final byte[] MATRIX = NpyBytes.f32("(12, 20)", new float[240]);
  private static final byte[] VECTOR = NpyBytes.f32("(20,)", new float[20]);

  private final Map<String, byte[]> files =
      new HashMap<>(Map.of("a.weight.npy", MATRIX, "b.weight.npy", MATRIX, "a.bias.npy", VECTOR));

  /// A folder in memory; `link.npy` is a link that leaves it.
  private final Neighbours folder =
      new Neighbours() {
        @Override
        public boolean isPlain(String name) {
          return !name.contains("/") && !name.equals("..");
        }

        @Override
        public String path(String name) {
          return "dir/" + name;
        }

        @Override
        public ByteSource open(String name) {
          if (name.equals("link.npy")) {
            throw new ModelFormatException(
                ErrorCode.E_UNSAFE_PATH, "link.npy is a link to a file outside", "", "");
          }
          byte[] bytes = files.get(name);
          if (bytes == null) {
            throw new ModelFormatException(ErrorCode.E_NOT_FOUND, name + ": no such file", "", "");
          }
          return new HeapSource("dir/" + name, bytes);
        }
      };

  private ModelFile open(String json) {
    HeapSource config = new HeapSource("dir/ww_config.json", json.getBytes(StandardCharsets.UTF_8));
    return FlatFilesReader.open("dir", "dir/ww_config.json", config, folder);
  }

  private String opened(String json) {
    return Outcome.of(() -> open(json));
  }

  private static String layer(String name, String type, String weights, String biases) {
    return """
    {"key": "0", "type": "%s", "name": "%s", "longname": "net.%s", "dims": "[12, 20]",
     "weightfile": "%s", "biasfile": %s}
    """
        .formatted(type, name, name, weights, biases);
  }

  private static String layers(String entries) {
    return "{\"framework\": \"x\", \"weights_dir\": \"/etc\", \"layers\": {" + entries + "}}";
  }

  private static String two(int first, int second) {
    return layers(
        "\"%d\": %s, \"%d\": %s"
            .formatted(
                first,
                layer("a", "dense", "a.weight.npy", "\"a.bias.npy\""),
                second,
                layer("b", "conv2d", "b.weight.npy", "null")));
  }

  @Test
  void layersComeInTheOrderOfTheDescription() {
    ModelFile model = open(two(0, 1));
    assertThat(model.location()).isEqualTo("dir");
    assertThat(model.container()).isEqualTo(Container.NPY);
    assertThat(model.order()).isEqualTo(ModelFile.Order.MEANINGFUL);
    assertThat(model.firstId()).isZero();
    assertThat(model.notes()).isEmpty();
    assertThat(Outcome.tensors(model))
        .containsExactly("net.a.weight f32 12x20", "net.a.bias f32 20", "net.b.weight f32 12x20");
    assertThat(declared(model, 0))
        .isEqualTo(new Declared("net.a", "Linear", "", AxisOrder.OUTPUTS_FIRST, 0));
    assertThat(declared(model, 1))
        .isEqualTo(new Declared("net.a", "Linear", "bias", AxisOrder.OUTPUTS_FIRST, 0));
    assertThat(declared(model, 2))
        .isEqualTo(new Declared("net.b", "Conv2d", "", AxisOrder.OUTPUTS_FIRST, 0));
    assertThat(Outcome.tensor(model, "net.b.weight").storage().file())
        .isEqualTo("dir/b.weight.npy");
  }

  private static Declared declared(ModelFile model, int index) {
    return ((StoredTensor.Usable) model.tensors().get(index)).declared();
  }

  @Test
  void theDescriptionIsTheOnePartAndCountsAllFiles() {
    String json = two(0, 1);
    ModelFile model = open(json);
    assertThat(model.parts()).hasSize(1);
    assertThat(model.parts().getFirst().file()).isEqualTo("dir/ww_config.json");
    assertThat(model.parts().getFirst().bytes())
        .isEqualTo(json.length() + 2L * MATRIX.length + VECTOR.length);
    String before = model.parts().getFirst().headerSha256();
    files.put("b.weight.npy", NpyBytes.f32("(20, 12)", new float[240]));
    assertThat(open(json).parts().getFirst().headerSha256()).isNotEqualTo(before);
  }

  @Test
  void aFileOfTwoLayersIsCountedOnce() {
    String json = two(0, 1).replace("b.weight.npy", "a.weight.npy");
    ModelFile model = open(json);
    assertThat(model.parts().getFirst().bytes())
        .isEqualTo(json.length() + MATRIX.length + VECTOR.length);
    assertThat(
            Outcome.tensor(model, "net.a.weight").sameData(Outcome.tensor(model, "net.b.weight")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "dense, Linear",
    "DENSE, Linear",
    "conv1d, Conv1d",
    "conv2d, Conv2d",
    "embedding, Embedding",
    "norm, LayerNorm",
    "unknown, ''",
    "'', ''"
  })
  void theWordOfTheTypeIsAClass(String word, String module) {
    String json = layers("\"0\": " + layer("a", word, "a.weight.npy", "null"));
    assertThat(declared(open(json), 0).module()).isEqualTo(module);
  }

  /// The numbers of the description are the ids of the reference.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void idsAreTheNumbersOfTheDescription(int first) {
    ModelFile model = open(two(first, first + 1));
    for (Compat compat : new Compat[] {Compat.OFF, Compat.REFERENCE}) {
      AnalyzeOptions options = AnalyzeOptions.builder().compat(compat).build();
      assertThat(LayerFinder.find(model, options).layers())
          .extracting(Layer::id)
          .as(compat.toString())
          .containsExactly(first, first + 1);
    }
    assertThat(model.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 0", "5, 4, 5"})
  void numbersWithGapsOrInAnotherOrderAreNoted(int one, int two, int from) {
    assertThat(Outcome.notes(open(two(one, two))))
        .containsExactly(
            "W_LAYER_IDS: dir/ww_config.json: the numbers of its layers have gaps or another order;"
                + " ids count on from "
                + from);
  }

  @Test
  void aNameStandsInForALongname() {
    String json =
        layers("\"0\": {\"name\": \"fc\", \"longname\": null, \"weightfile\": \"a.weight.npy\"}");
    assertThat(opened(json)).isEqualTo("fc.weight f32 12x20");
  }

  @Test
  void anArrayThatIsMissingOrDamagedLeavesTheOthers() {
    files.put("bad.npy", new byte[] {1, 2, 3});
    files.put("objects.npy", NpyBytes.file(NpyBytes.header("'|O'", false, "(2,)"), new byte[9]));
    String json =
        layers(
            "\"0\": %s, \"1\": %s, \"2\": %s"
                .formatted(
                    layer("a", "dense", "a.weight.npy", "\"bad.npy\""),
                    layer("b", "dense", "gone.npy", "\"\""),
                    layer("c", "dense", "objects.npy", "null")));
    assertThat(Outcome.tensors(open(json)))
        .containsExactly(
            "net.a.weight f32 12x20",
            "net.a.bias [] E_MALFORMED: array must begin with 93 4E 55 4D 50 59 (NUMPY)"
                + " but byte 0 is 01, at byte 0 of bad.npy",
            "net.b.weight [] E_MISSING_PART: gone.npy does not exist in the folder",
            "net.c.weight [] E_UNSUPPORTED_DTYPE: array of objects, a pickle that"
                + " could run any code when loaded, is not read: descr is '|O', at byte 20 of"
                + " objects.npy");
  }

  @Test
  void nothingOutsideTheFolderIsOpened() {
    for (String file : new String[] {"../a.npy", "/etc/passwd", ".."}) {
      String json = layers("\"0\": " + layer("a", "dense", file, "null"));
      assertThat(opened(json))
          .startsWith(
              "E_UNSAFE_PATH: dir/ww_config.json: layer \"0\" must name a file of the same folder as"
                  + " weightfile but names \"%s\" |  in  byte ".formatted(file));
    }
    assertThat(opened(layers("\"0\": " + layer("a", "dense", "link.npy", "null"))))
        .isEqualTo("E_UNSAFE_PATH: link.npy is a link to a file outside");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "[] ~ E_MALFORMED: NAME: description must be an object |  in  byte 0",
        "{} ~ E_MALFORMED: NAME: description must have layers but has none |  in  byte 1",
        "{\"layers\": [1]} ~ E_MALFORMED: NAME: layers must be an object but is [ |  in  byte 11",
        "{\"layers\": {}} ~ E_NOT_A_MODEL: NAME describes no layer with weights",
        "{\"layers\": {}, \"layers\": {}}"
            + " ~ E_DUPLICATE: NAME: description has layers twice |  in  byte 15",
        "{\"layers\": {\"0\": 1}}"
            + " ~ E_MALFORMED: NAME: layer \"0\" must be an object but is 1 |  in  byte 17",
        "{\"layers\": {\"x\": {}}}"
            + " ~ E_MALFORMED: NAME: layer \"x\" must have a number in [0, 2^31) as its key"
            + " |  in  byte 12",
        "{\"layers\": {\"-1\": {}}}"
            + " ~ E_MALFORMED: NAME: layer \"-1\" must have a number in [0, 2^31) as its key"
            + " |  in  byte 12",
        "{\"layers\": {\"2147483648\": {}}}"
            + " ~ E_MALFORMED: NAME: layer \"2147483648\" must have a number in [0, 2^31) as its key"
            + " |  in  byte 12",
        "{\"layers\": {\"0\": {}}}"
            + " ~ E_MALFORMED: NAME: layer \"0\" must have a longname or a name |  in  byte 18",
        "{\"layers\": {\"0\": {\"name\": 1}}}"
            + " ~ E_MALFORMED: NAME: layer \"0\" must have a text as name but has 1"
            + " |  in  byte 26",
        "{\"layers\": {\"0\": {\"name\": \"a\", \"name\": \"b\"}}}"
            + " ~ E_DUPLICATE: NAME: layer \"0\" has name twice |  in  byte 39",
        "{\"layers\": {\"0\": {\"name\": \"a\"}, \"00\": {\"name\": \"b\"}}}"
            + " ~ E_DUPLICATE: NAME: layers has \"00\" twice |  in  byte 50",
        "{\"layers\": {\"0\": {\"name\": \"a\"}, \"1\": {\"name\": \"a\"}}}"
            + " ~ E_DUPLICATE: NAME: layers has the longname \"a\" twice |  in  byte 49",
        "{\"layers\": {\"0\": {\"name\": \"a\"}}}"
            + " ~ E_NOT_A_MODEL: NAME describes no layer with weights",
        "{\"layers\": {\"0\": {"
            + " ~ E_MALFORMED: NAME: description must be complete JSON but ends early"
            + " |  in  byte 18",
        "{\"layers\": {}} x"
            + " ~ E_MALFORMED: NAME: description must be valid JSON: Unrecognized token 'x'"
            + " |  in  byte 15"
      })
  void descriptionsThatBreakARule(String json, String said) {
    assertThat(opened(json)).isEqualTo(said.replace("NAME", "dir/ww_config.json"));
  }

  @Test
  void namesAndNestingAreBounded() {
    assertThat(opened(layers("\"0\": {\"name\": \"" + "x".repeat(65_536) + "\"}")))
        .isEqualTo(
            "E_LIMIT: dir/ww_config.json: layer \"0\" must have at most 65535 characters as name"
                + " |  in  byte 67");
    assertThat(opened("{\"x\": " + "[".repeat(200)))
        .startsWith("E_MALFORMED: dir/ww_config.json: description must not nest deeper than 128");
    String many =
        IntStream.rangeClosed(0, 100_000)
            .mapToObj(i -> "\"%d\":{\"name\":\"n%d\"}".formatted(i, i))
            .collect(Collectors.joining(","));
    assertThat(opened(layers(many)))
        .isEqualTo("E_LIMIT: dir/ww_config.json: number of layers 100001 exceeds 100000");
  }
}
