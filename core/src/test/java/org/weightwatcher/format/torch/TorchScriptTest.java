package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.open;
import static org.weightwatcher.format.torch.Checkpoints.pickle;
import static org.weightwatcher.format.torch.Checkpoints.tensors;
import static org.weightwatcher.format.torch.ModulePickle.object;
import static org.weightwatcher.format.torch.ModulePickle.weight;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PickleBuilder;
import org.weightwatcher.format.zip.ZipBuilder;

/// Judge: the layout of TorchScript archives as PyTorch writes them, each written here.
class TorchScriptTest {
  private static final String SAVE = "\n  try saving model.state_dict() with torch.save";

  private static ZipBuilder archive(PickleBuilder data) {
    return new ZipBuilder()
        .stored("a/data/0", new byte[24])
        .stored("a/data.pkl", data.stop())
        .deflated(
            "a/code/__torch__.py", "import os; os.abort()".getBytes(StandardCharsets.ISO_8859_1))
        .stored("a/version", "3");
  }

  private static PickleBuilder script(
      PickleBuilder pickle, String type, UnaryOperator<PickleBuilder> attributes) {
    int dot = type.lastIndexOf('.');
    return object(pickle, type.substring(0, dot), type.substring(dot + 1), attributes);
  }

  private static PickleBuilder constant(int rank) {
    PickleBuilder constants = pickle().raw("(");
    long[] size = new long[rank];
    long[] strides = new long[rank];
    Arrays.fill(size, 1);
    Arrays.fill(strides, 1);
    constants.tensor("FloatStorage", "0", 1, 0, size, strides);
    return constants.tensor("FloatStorage", "0", 1, 0, new long[] {1}, 1).raw("t");
  }

  @Test
  void namesTensorsByAttributesAndKeepsTheClassOfTheirOwner() {
    PickleBuilder data =
        script(
            pickle(),
            "__torch__.my.Net",
            net -> {
              net.text("training").raw("\u0088").text("sizes");
              net.global("torch.jit._pickle", "build_intlist").raw("](K\1K\2e\u0085R");
              net.text("table").global("torch.jit._pickle", "restore_type_tag").raw("(}(");
              weight(net, "k").raw("u").text("Dict[str, Tensor]").raw("tR");
              script(
                  net.text("conv"),
                  "__torch__.torch.nn.modules.conv.___torch_mangle_12.Conv1d",
                  conv -> weight(conv, "weight").text("transposed").raw("\u0089"));
              net.text("list").global("torch.jit._pickle", "build_tensorlist").raw("](");
              return net.tensor("FloatStorage", "0", 2, 3).raw("e\u0085R");
            });
    ModelFile model =
        open(archive(data).stored("a/constants.pkl", pickle().raw(")").stop()).build());
    assertThat(model.tensors())
        .extracting(
            tensor -> tensor.name() + ":" + ((StoredTensor.Usable) tensor).declared().module())
        .containsExactly("table.k:Net", "conv.weight:Conv1d", "list.0:Net");
    assertThat(model.notes()).isEmpty();
  }

  @Test
  void constantsCountOnlyWhereNothingElseIsAMatrix() {
    PickleBuilder frozen =
        script(pickle(), "__torch__.Net", net -> net.text("training").raw("\u0089"));
    byte[] file =
        archive(frozen)
            .stored("a/constants.pkl", constant(2).stop())
            .stored("a/constants/0", new byte[4])
            .build();
    assertThat(tensors(open(file))).containsExactly("constants.0 f32 1x1");

    PickleBuilder whole = script(pickle(), "__torch__.Net", net -> weight(net, "w"));
    byte[] both = archive(whole).stored("a/constants.pkl", constant(2).stop()).build();
    assertThat(tensors(open(both))).containsExactly("w f32 2x3");
  }

  @Test
  void refusesScriptsWithoutAMatrix() {
    PickleBuilder frozen =
        script(pickle(), "__torch__.Net", net -> net.text("training").raw("\u0089"));
    byte[] file = archive(frozen).stored("a/constants.pkl", constant(1).stop()).build();
    assertRefused(
        () -> open(file),
        "E_NOT_A_MODEL m.pt: no weight matrices in the file: its pickle holds an object of class"
            + " __torch__.Net without tensors\n  in  entry a/data.pkl"
            + SAVE);
  }

  @Test
  void aDamagedTableOfConstantsRefusesTheFileOnlyWhereItIsNeeded() {
    PickleBuilder frozen =
        script(pickle(), "__torch__.Net", net -> net.text("training").raw("\u0089"));
    assertRefused(
        () -> open(archive(frozen).stored("a/constants.pkl", "\u00ff").build()),
        "E_MALFORMED m.pt: unknown pickle opcode 0xFF\n  in  entry a/constants.pkl, byte 0\n"
            + "  try copying or downloading the file again");
    PickleBuilder whole = script(pickle(), "__torch__.Net", net -> weight(net, "w"));
    assertThat(tensors(open(archive(whole).stored("a/constants.pkl", "\u00ff").build())))
        .containsExactly("w f32 2x3");
  }

  @Test
  void packedParametersOfQuantizedLayersAreListedWithTheirShape() {
    String packed = "__torch__.torch.classes.quantized.";
    PickleBuilder data =
        script(
            pickle(),
            "__torch__.Net",
            net -> {
              weight(net, "w")
                  .text("conv")
                  .global(packed.substring(0, packed.length() - 1), "Conv2dPackedParamsBase");
              net.raw(")\u0081(")
                  .text("2")
                  .raw("](")
                  .tensor("ShortStorage", "0", 3, 0, new long[] {3}, 1);
              quantized(net).raw("e](Netb");
              net.text("fc")
                  .global(packed.substring(0, packed.length() - 1), "LinearPackedParamsBase");
              return net.raw(")\u0081(NNtb");
            });
    assertThat(tensors(open(archive(data).build())))
        .containsExactly(
            "w f32 2x3",
            "conv 4x5 E_UNSUPPORTED: quantized tensor (torch.per_tensor_affine)",
            "fc  E_UNSUPPORTED: packed by"
                + " __torch__.torch.classes.quantized.LinearPackedParamsBase without a quantized"
                + " matrix");
  }

  private static PickleBuilder quantized(PickleBuilder pickle) {
    pickle.global("torch._utils", "_rebuild_qtensor").raw("(").storage("QInt8Storage", "0", 20);
    pickle.integer(0).integers(4, 5).integers(5, 1).raw("(");
    pickle.global("torch", "per_tensor_affine").raw("G\0\0\0\0\0\0\0\0K\0t\u0089");
    return pickle.global("collections", "OrderedDict").raw(")RtR");
  }

  @ParameterizedTest
  @CsvSource({
    "a/bytecode.pkl, '', TorchScript archive for mobile without data.pkl,"
        + " saving model.state_dict() with torch.save",
    "a/model.json, a/tensors/0, TorchScript archive of PyTorch 1.0 to 1.2,"
        + " loading it with that release and saving model.state_dict()"
  })
  void namesScriptsOfOtherKinds(String first, String second, String what, String hint) {
    ZipBuilder zip = new ZipBuilder().stored(first, "").stored(second, "");
    assertRefused(
        () -> open(zip.build()),
        "E_UNSUPPORTED m.pt: %s, which is not read\n  try %s".formatted(what, hint));
  }

  @Test
  void readsScriptsForMobile() {
    PickleBuilder data = script(pickle(), "__torch__.Net", net -> weight(net, "w"));
    byte[] file = archive(data).stored("a/bytecode.pkl", "\u00ff never opened").build();
    assertThat(tensors(open(file))).containsExactly("w f32 2x3");
  }
}
