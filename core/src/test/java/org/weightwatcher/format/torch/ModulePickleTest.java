package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.open;
import static org.weightwatcher.format.torch.Checkpoints.pickle;
import static org.weightwatcher.format.torch.Checkpoints.tensors;
import static org.weightwatcher.format.torch.Checkpoints.zip;
import static org.weightwatcher.format.torch.ModulePickle.linear;
import static org.weightwatcher.format.torch.ModulePickle.object;
import static org.weightwatcher.format.torch.ModulePickle.section;
import static org.weightwatcher.format.torch.ModulePickle.weight;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PickleBuilder;

/// Judge: what `Module.state_dict()` of PyTorch lists for the same objects, written down by hand.
class ModulePickleTest {

  private static List<String> classes(ModelFile model) {
    return model.tensors().stream()
        .map(tensor ->
            switch (tensor) {
              case StoredTensor.Usable usable -> usable.declared().module();
              case StoredTensor.Unusable _ -> "?";
            })
        .toList();
  }

  @Test
  void listsParametersThenBuffersThenModules() {
    PickleBuilder file =
        object(
            pickle(),
            "my",
            "Net",
            net -> {
              section(net, "_buffers", items -> weight(weight(items, "mean"), "mask"));
              net.text("_non_persistent_buffers_set").global("__builtin__", "set").raw("](");
              net.text("mask").raw("e\u0085R").text("training").raw("\u0088");
              section(net, "_modules", items -> linear(linear(items.text("b")).text("a")));
              section(net, "_parameters", items -> weight(items.text("none").raw("N"), "scale"));
              return net.text("hidden").tensor("FloatStorage", "0", 2, 3);
            });
    ModelFile model = open(zip(file));
    assertThat(tensors(model))
        .containsExactly("scale f32 2x3", "mean f32 2x3", "b.weight f32 2x3", "a.weight f32 2x3");
    assertThat(classes(model)).containsExactly("Net", "Net", "Linear", "Linear");
    assertThat(((StoredTensor.Usable) model.tensors().getLast()).declared())
        .isEqualTo(new Declared("", "Linear", "", AxisOrder.OUTPUTS_FIRST, 0));
    assertThat(model.notes())
        .containsExactly(new ModelNote("W_NOT_EXECUTED", "file asks to call my.Net; not executed"));
  }

  @Test
  void rootMayHaveModulesWithTheNamesOfWhatACheckpointIgnores() {
    PickleBuilder file =
        object(
            pickle(),
            "torch.nn.modules.container",
            "ModuleDict",
            net ->
                section(
                    net, "_modules", items -> linear(linear(items.text("config")).text("args"))));
    ModelFile model = open(zip(file));
    assertThat(tensors(model)).containsExactly("config.weight f32 2x3", "args.weight f32 2x3");
    assertThat(model.notes()).isEmpty();
  }

  @Test
  void takesTheModuleOfATrainingCheckpoint() {
    PickleBuilder file = linear(pickle().raw("}(").text("model")).text("optimizer").raw("}u");
    ModelFile model = open(zip(file));
    assertThat(tensors(model)).containsExactly("weight f32 2x3");
    assertThat(classes(model)).containsExactly("Linear");
    assertThat(model.notes())
        .containsExactly(new ModelNote("I_STATE_DICT", "weights are those under the key model"));
  }

  @Test
  void listsASharedModuleUnderEachOfItsPaths() {
    PickleBuilder file =
        object(
            pickle(),
            "torch.nn.modules.container",
            "Sequential",
            net ->
                section(
                    net,
                    "_modules",
                    items -> {
                      items.text("body");
                      object(
                          items,
                          "torch.nn.modules.container",
                          "Sequential",
                          body ->
                              section(body, "_modules", inner -> linear(inner.text("0")))
                                  .text("n")
                                  .raw("N"));
                      return items.raw("q\1").text("again").raw("h\1");
                    }));
    assertThat(tensors(open(zip(file))))
        .containsExactly("body.0.weight f32 2x3", "again.0.weight f32 2x3");
  }

  @Test
  void aModuleInItselfIsNotEnteredAgain() {
    PickleBuilder file = pickle().global("my", "Net").raw(")\u0081q\1}(");
    section(file, "_parameters", items -> weight(items, "w"));
    section(file, "_modules", items -> items.text("self").raw("h\1")).raw("ub");
    assertThat(tensors(open(zip(file)))).containsExactly("w f32 2x3");
  }

  @Test
  void aShallowCopyOfAModuleSharesItsParameters() {
    PickleBuilder file =
        object(
            pickle(),
            "my",
            "Net",
            net ->
                section(
                    net,
                    "_modules",
                    items -> {
                      items.text("a").global("my", "Leaf").raw(")\u0081}(").text("_parameters");
                      weight(items.raw("}q\1("), "w").raw("uub");
                      items.text("b").global("my", "Leaf").raw(")\u0081}(").text("_parameters");
                      return items.raw("h\1ub");
                    }));
    assertThat(tensors(open(zip(file)))).containsExactly("a.w f32 2x3", "b.w f32 2x3");
  }

  @Test
  void readsObjectsOfTheOldestProtocolAndStatesWithSlots() {
    PickleBuilder old = pickle().global("copy_reg", "_reconstructor").raw("(");
    old.global("torch.nn.modules.linear", "Linear").global("__builtin__", "object").raw("NtR}(");
    section(old, "_parameters", items -> weight(items, "weight")).raw("ub");
    assertThat(classes(open(zip(old)))).containsExactly("Linear");

    PickleBuilder slots = pickle().global("my", "Net").raw(")\u0081(}(");
    section(slots, "_parameters", items -> weight(items, "weight")).raw("u}tb");
    assertThat(tensors(open(zip(slots)))).containsExactly("weight f32 2x3");
  }

  @Test
  void aParameterThatACallMakesIsSkippedWithItsName() {
    PickleBuilder file =
        object(
            pickle(),
            "torch.nn.modules.linear",
            "Linear",
            state ->
                section(
                    state,
                    "_parameters",
                    items -> weight(items, "weight").text("bias").call("os", "system", "id")));
    ModelFile model = open(zip(file));
    assertThat(tensors(model))
        .containsExactly(
            "weight f32 2x3",
            "bias  E_UNSUPPORTED_PICKLE: built by os.system, which is not executed");
    assertThat(model.notes())
        .containsExactly(
            new ModelNote("W_NOT_EXECUTED", "file asks to call os.system; not executed"));
  }

  @Test
  void refusesModulesWithoutTensors() {
    PickleBuilder known =
        object(
            pickle(),
            "torch.nn.modules.activation",
            "ReLU",
            state -> section(state, "_parameters", items -> items.text("n").raw("N")));
    assertRefused(
        () -> open(zip(known)),
        "E_NOT_A_MODEL m.pt: no weight matrices in the file: its pickle holds an object of class"
            + " torch.nn.modules.activation.ReLU without tensors\n  in  entry a/data.pkl\n"
            + "  try saving model.state_dict() with torch.save");
    PickleBuilder own =
        object(
            pickle(),
            "my",
            "Net",
            state -> section(state, "_modules", items -> items.text("n").raw("N")));
    assertRefused(
        () -> open(zip(own)),
        "E_UNSUPPORTED_PICKLE m.pt: no weight matrices in the file, which asks to call my.Net; not"
            + " executed\n  in  entry a/data.pkl\n"
            + "  try saving model.state_dict() with torch.save");
  }

  /// Each module holds the one before it twice: 2^30 paths.
  @Test
  void sharedModulesCannotMultiplyWithoutEnd() {
    PickleBuilder file = linear(pickle()).raw("q\0");
    for (int i = 0; i < 30; i++) {
      int last = i;
      object(
          file,
          "my",
          "Two",
          two ->
              section(
                  two,
                  "_modules",
                  items -> items.text("a").bytes('h', last).text("b").bytes('h', last)));
      file.bytes('q', i + 1);
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertRefused(
                () -> open(zip(file)),
                "E_LIMIT number of tensors 1000001 exceeds 1000000\n  in  m.pt, entry a/data.pkl"));
  }

  @Test
  void modulesDeepInEachOtherMeetTheLimit() {
    PickleBuilder file = pickle();
    for (int i = 0; i < 600; i++) {
      file.global("my", "Net").raw(")\u0081}").text("_modules").raw("}").text("m");
    }
    linear(file);
    for (int i = 0; i < 600; i++) {
      file.raw("ssb");
    }
    assertThatThrownBy(() -> open(zip(file)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("nesting of the pickled object 1001 exceeds 1000");
  }
}
