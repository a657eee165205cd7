package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.open;
import static org.weightwatcher.format.torch.Checkpoints.pickle;
import static org.weightwatcher.format.torch.Checkpoints.tensors;
import static org.weightwatcher.format.torch.Checkpoints.zip;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.pickle.PickleBuilder;

/// Judge: the rules of what a checkpoint's weights are, each with a pickle written here.
class CheckpointTest {

  private static PickleBuilder weight(PickleBuilder pickle, String name) {
    return pickle.text(name).tensor("FloatStorage", "0", 2, 3);
  }

  private static List<String> names(PickleBuilder pickle) {
    return tensors(open(zip(pickle)));
  }

  @Test
  void takesTheStateDictOfATrainingCheckpoint() {
    PickleBuilder pickle = pickle().raw("}(").text("optimizer_states").raw("](}(");
    weight(pickle, "exp_avg").raw("ue").text("state_dict").raw("}(");
    weight(pickle, "model.w").raw("u").text("epoch").raw("K\3u");
    ModelFile model = open(zip(pickle));
    assertThat(tensors(model)).containsExactly("model.w f32 2x3");
    assertThat(model.notes())
        .containsExactly(
            new ModelNote("I_STATE_DICT", "weights are those under the key state_dict"));
  }

  @Test
  void prefersTheFirstOfSeveralKeysAndGoesOnInside() {
    PickleBuilder pickle = pickle().raw("}(").text("model_ema").raw("}(");
    weight(pickle, "e").raw("u").text("model").raw("}(").text("state_dict").raw("}(");
    weight(pickle, "w").raw("uuu");
    ModelFile model = open(zip(pickle));
    assertThat(tensors(model)).containsExactly("w f32 2x3");
    assertThat(model.notes())
        .containsExactly(
            new ModelNote("I_STATE_DICT", "weights are those under the key model.state_dict"));
  }

  @Test
  void ignoresAKeyThatLeadsToNoTensor() {
    PickleBuilder pickle = pickle().raw("}(").text("model").raw("U\1x").text("net").raw("}(");
    assertThat(names(weight(pickle, "w").raw("uu"))).containsExactly("w f32 2x3");
  }

  @Test
  void takesOneComponentWithoutAndSeveralWithPrefix() {
    PickleBuilder one = pickle().raw("}(").text("generator").raw("}(");
    assertThat(names(weight(one, "w").raw("uu"))).containsExactly("w f32 2x3");
    PickleBuilder two = pickle().raw("}(").text("generator").raw("}(");
    weight(two, "w").raw("u").text("discriminator").raw("}(");
    assertThat(names(weight(two, "w").raw("uu")))
        .containsExactly("generator.w f32 2x3", "discriminator.w f32 2x3");
  }

  @Test
  void flattensNestedDictionariesAndLists() {
    PickleBuilder pickle = weight(pickle().raw("}("), "w").text("layer").raw("}(");
    weight(pickle, "b").text("list").raw("](").tensor("FloatStorage", "0", 3, 2).raw("Neuu");
    assertThat(names(pickle))
        .containsExactly("w f32 2x3", "layer.b f32 2x3", "layer.list.0 f32 3x2");
  }

  @Test
  void aTensorBesideStateDictMakesTheRootAStateDict() {
    PickleBuilder pickle = weight(pickle().raw("}("), "w").text("model").raw("}(");
    assertThat(names(weight(pickle, "v").raw("uu")))
        .containsExactly("w f32 2x3", "model.v f32 2x3");
  }

  @Test
  void dropsIgnoredTreesButNotTensorsOfThatName() {
    PickleBuilder pickle = weight(pickle().raw("}("), "scaler").text("optimizer").raw("}(");
    assertThat(names(weight(pickle, "m").raw("uu"))).containsExactly("scaler f32 2x3");
  }

  @Test
  void namesTensorsOfListsTuplesAndBareTensors() {
    assertThat(names(pickle().raw("(").tensor("FloatStorage", "0", 2, 3).raw("l")))
        .containsExactly("0 f32 2x3");
    assertThat(names(pickle().raw("N").tensor("FloatStorage", "0", 2, 3).raw("\u0086")))
        .containsExactly("1 f32 2x3");
    assertThat(names(pickle().tensor("FloatStorage", "0", 2, 3))).containsExactly("tensor f32 2x3");
  }

  @Test
  void readsKeysThatAreBytesOrIntegers() {
    PickleBuilder pickle = pickle().raw("}(U\1a").tensor("FloatStorage", "0", 2, 3);
    pickle.raw("K\7").tensor("FloatStorage", "0", 2, 3);
    pickle.raw("N").tensor("FloatStorage", "0", 2, 3).raw("u");
    assertThat(names(pickle)).containsExactly("a f32 2x3", "7 f32 2x3");
  }

  @Test
  void readsOrderedDictionariesOfBothForms() {
    PickleBuilder set = pickle().global("collections", "OrderedDict").raw(")R(");
    assertThat(names(weight(set, "w").raw("u}b"))).containsExactly("w f32 2x3");
    PickleBuilder pairs = pickle().global("collections", "OrderedDict").raw("((");
    weight(pairs, "w").raw("\u0086ltR");
    assertThat(names(pairs)).containsExactly("w f32 2x3");
    PickleBuilder defaults = pickle().global("collections", "defaultdict");
    defaults.global("builtins", "dict").raw("\u0085R(");
    assertThat(names(weight(defaults, "w").raw("u"))).containsExactly("w f32 2x3");
    PickleBuilder copied = pickle().global("builtins", "dict").raw("(}(");
    assertThat(names(weight(copied, "w").raw("utR"))).containsExactly("w f32 2x3");
  }

  @Test
  void listsATensorUnderEachOfItsNames() {
    PickleBuilder pickle = weight(pickle().raw("}("), "w").raw("q\1").text("tied").raw("h\1u");
    assertThat(names(pickle)).containsExactly("w f32 2x3", "tied f32 2x3");
  }

  @Test
  void aDictionaryMayContainItself() {
    PickleBuilder pickle = pickle().raw("}q\0(").text("self").raw("h\0");
    assertThat(names(weight(pickle, "w").raw("u"))).containsExactly("w f32 2x3");
    PickleBuilder chain = pickle().raw("}q\0(").text("model").raw("h\0u");
    assertRefused(
        () -> open(zip(chain)),
        "E_NOT_A_MODEL m.pt: no weight matrices in the file: its pickle holds a dictionary without"
            + " tensors\n  in  entry a/data.pkl\n  try saving model.state_dict() with torch.save");
  }

  @Test
  void entersASharedListOnce() {
    PickleBuilder pickle = pickle().raw("]q\0");
    for (int i = 1; i < 60; i++) {
      pickle.bytes('0', ']', 'q', i, '(', 'h', i - 1, 'h', i - 1, 'h', i - 1, 'h', i - 1, 'e');
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () ->
            assertRefused(
                () -> open(zip(pickle)),
                "E_NOT_A_MODEL m.pt: no weight matrices in the file: its pickle holds a list"
                    + " without tensors\n  in  entry a/data.pkl\n"
                    + "  try saving model.state_dict() with torch.save"));
  }

  @Test
  void refusesNestingBeyondTheLimitWithoutRecursion() {
    String message =
        "E_LIMIT nesting of the pickled object 1001 exceeds 1000\n  in  m.pt, entry a/data.pkl";
    int depth = 200_000;
    assertRefused(
        () -> open(zip(pickle().raw("]".repeat(depth) + "a".repeat(depth - 1)))), message);
    assertRefused(() -> open(zip(pickle().raw(")" + "\u0085".repeat(depth)))), message);
    String dicts = "}(U\1k".repeat(depth / 4);
    assertRefused(() -> open(zip(pickle().raw(dicts + "N" + "u".repeat(depth / 4)))), message);
  }

  @Test
  void refusesTwoTensorsOfOneName() {
    PickleBuilder pickle = weight(pickle().raw("}("), "a.b").text("a").raw("}(");
    weight(pickle, "b").raw("uu");
    assertRefused(
        () -> open(zip(pickle)),
        "E_DUPLICATE m.pt: two tensors have the name a.b\n  in  entry a/data.pkl");
  }

  @Test
  void refusesAnOverlongName() {
    PickleBuilder pickle = weight(pickle().raw("}("), "n".repeat(65_536)).raw("u");
    assertRefused(
        () -> open(zip(pickle)),
        "E_LIMIT length of the tensor name %s 65536 exceeds 65535\n".formatted("n".repeat(200))
            + "  in  m.pt, entry a/data.pkl");
  }

  @Test
  void warnsOfANameThatIsNotUtf8() {
    PickleBuilder pickle = pickle().raw("}(X\1\0\0\0\u00ff").tensor("FloatStorage", "0", 2, 3);
    assertThat(open(zip(pickle.raw("u"))).notes())
        .containsExactly(new ModelNote("W_ENCODING", "a tensor name is not valid UTF-8"));
  }

  @Test
  void aSharedLongKeyCostsNothingWhereItNamesNoTensor() {
    PickleBuilder pickle = pickle().text("k".repeat(1 << 20)).raw("q\0000}(");
    for (int i = 0; i < 200_000; i++) {
      pickle.raw("h\0N");
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThat(names(weight(pickle, "w").raw("u"))).containsExactly("w f32 2x3"));
  }

  @Test
  void refusesNamesThatAreLongAltogether() {
    PickleBuilder pickle = pickle().text("k".repeat(65_000)).raw("q\0000]q\0010}q\0020}(");
    for (int i = 0; i < 2_000; i++) {
      pickle.integer(i).raw("}h\0").raw("]").raw("s");
    }
    assertRefused(
        () -> open(zip(pickle.raw("u"))),
        "E_LIMIT characters of all tensor names 67152077 exceeds 67108864\n"
            + "  in  m.pt, entry a/data.pkl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state_dict",
        "model_state_dict",
        "model",
        "module",
        "net",
        "network",
        "weights",
        "params",
        "params_ema",
        "ema_state_dict",
        "model_ema",
        "ema",
        "generator",
        "discriminator",
        "encoder",
        "decoder"
      })
  void namesTheKeyThatItTook(String key) {
    PickleBuilder pickle = pickle().raw("}(").text("epoch").raw("K\1").text(key).raw("}(");
    ModelFile model = open(zip(weight(pickle, "w").raw("uu")));
    assertThat(tensors(model)).containsExactly("w f32 2x3");
    assertThat(model.notes())
        .containsExactly(new ModelNote("I_STATE_DICT", "weights are those under the key " + key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer",
        "optimizers",
        "optimizer_states",
        "optimizer_state_dict",
        "lr_schedulers",
        "lr_scheduler",
        "scheduler",
        "callbacks",
        "loops",
        "scaler",
        "amp",
        "rng_state",
        "random_states",
        "hyper_parameters",
        "hparams_name",
        "args",
        "cfg",
        "config",
        "epoch",
        "global_step",
        "pytorch-lightning_version"
      })
  void ignoresWhatIsNoModel(String key) {
    PickleBuilder pickle = weight(pickle().raw("}("), "w").text(key).raw("}(");
    assertThat(names(weight(pickle, "v").raw("uu"))).containsExactly("w f32 2x3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch.device",
        "torch.serialization._get_layout",
        "torch.Size",
        "collections.Counter",
        "_codecs.encode",
        "builtins.bytearray",
        "builtins.bytes",
        "builtins.complex",
        "builtins.slice",
        "builtins.range",
        "builtins.set",
        "builtins.frozenset",
        "builtins.list",
        "builtins.tuple",
        "numpy.core.multiarray._reconstruct",
        "numpy._core.multiarray._reconstruct",
        "numpy.core.multiarray.scalar",
        "numpy._core.multiarray.scalar",
        "numpy.dtype",
        "copyreg._reconstructor"
      })
  void saysNothingOfHarmlessValues(String path) {
    int dot = path.lastIndexOf('.');
    PickleBuilder pickle = weight(pickle().raw("}("), "w").text("x");
    pickle.global(path.substring(0, dot), path.substring(dot + 1)).raw(")Ru");
    ModelFile model = open(zip(pickle));
    assertThat(tensors(model)).containsExactly("w f32 2x3");
    assertThat(model.notes()).isEmpty();
  }

  @Test
  void escapesNamesInMessages() {
    PickleBuilder pickle = pickle().raw("}(").text("\u001b[2J");
    pickle.tensor("FloatStorage", "\u0007", 2, 3).raw("u");
    assertRefused(
        () -> open(zip(pickle)),
        "E_MALFORMED no tensor of m.pt can be read: \\u001B[2J: zip archive has no entry"
            + " a/data/\\u0007\n  in  m.pt");
    PickleBuilder call = pickle().call("o\u0085s", "system", "touch pwned");
    assertRefused(
        () -> open(zip(call)),
        "E_UNSUPPORTED_PICKLE m.pt: no weight matrices in the file, which asks to call"
            + " o\ufffds.system; not executed\n  in  entry a/data.pkl\n"
            + "  try saving model.state_dict() with torch.save");
  }
}
