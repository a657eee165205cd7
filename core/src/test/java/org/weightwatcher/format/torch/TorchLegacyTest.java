package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.tensors;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PickleBuilder;
import org.weightwatcher.format.zip.MemorySource;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Judge: streams of pickles written here, pickle by pickle.
class TorchLegacyTest {
  private static final String AGAIN = "\n  try copying or downloading the file again";

  private static PickleBuilder start() {
    return start(true);
  }

  private static PickleBuilder start(boolean little) {
    PickleBuilder file = new PickleBuilder().proto(2).raw("\u008a\nl\u00fc\u009cF");
    file.raw("\u00f9 j\u00a8P\u0019.").proto(2).raw("M\u00e9\3.");
    return file.proto(2).raw("}(").text("little_endian").raw(little ? "\u0088u." : "\u0089u.");
  }

  private static PickleBuilder object(PickleBuilder file) {
    return file.proto(2).raw("}(").text("w").tensor("FloatStorage", "7", 2, 3).raw("u.");
  }

  private static PickleBuilder keys(PickleBuilder file, String... keys) {
    file.proto(2).raw("](");
    for (String key : keys) {
      file.text(key);
    }
    return file.raw("e.");
  }

  private static PickleBuilder storage(PickleBuilder file, long elements) {
    return file.little(elements, 8).bytes(new int[24]);
  }

  private static ModelFile open(PickleBuilder file) {
    return TorchReader.openLegacy("as typed", "m.pt", MemorySource.of(file.build()));
  }

  private static Tensor first(ModelFile model) {
    return ((StoredTensor.Usable) model.tensors().getFirst()).tensor();
  }

  @Test
  void describesTheSmallestModel() throws Exception {
    PickleBuilder file = keys(object(start()), "7");
    byte[] head = file.build();
    ModelFile model = open(storage(file, 6));

    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(head));
    assertThat(model.location()).isEqualTo("as typed");
    assertThat(model.container()).isEqualTo(Container.TORCH_LEGACY);
    assertThat(model.order()).isEqualTo(ModelFile.Order.MEANINGFUL);
    assertThat(model.firstId()).isEqualTo(1);
    assertThat(model.parts()).containsExactly(new ModelPart("m.pt", head.length + 32, digest));
    assertThat(tensors(model)).containsExactly("w f32 2x3");
    assertThat(first(model).storage()).isEqualTo(Storage.plain("m.pt", head.length + 8L, 24));
  }

  @Test
  void readsBigEndianCountsAndStorages() {
    PickleBuilder file = keys(object(start(false)), "7");
    file.bytes(0, 0, 0, 0, 0, 0, 0, 6).bytes(new int[24]);
    assertThat(first(open(file)).storage().endian()).isEqualTo(Endian.BIG);
  }

  @Test
  void acceptsAStorageThatIsLargerThanAnnounced() {
    PickleBuilder file = storage(keys(object(start()), "7"), 7).little(0, 4);
    assertThat(first(open(file)).storage().length()).isEqualTo(28);
  }

  @Test
  void readsViewsOfAStorage() {
    PickleBuilder file = start().proto(2).raw("}(").text("w");
    view(file, 2, 4);
    ModelFile model = open(storage(keys(file.raw("u."), "7"), 6));
    assertThat(first(model).offset()).isEqualTo(3);
    PickleBuilder outside = start().proto(2).raw("}(").text("w");
    view(outside, 3, 4);
    assertRefused(
        () -> open(storage(keys(outside.raw("u."), "7"), 6)),
        "E_MALFORMED no tensor of as typed can be read: w: view of 4 elements at 3 must lie inside"
            + " a storage of 6\n  in  m.pt");
  }

  private static void view(PickleBuilder file, long offset, long elements) {
    file.global("torch._utils", "_rebuild_tensor").raw("((").text("storage");
    file.global("torch", "FloatStorage").text("7").text("cpu").integer(6).raw("(").text("v");
    file.integer(offset).integer(elements).raw("ttQ").integer(1).integers(3).integers(1);
    file.raw("tR");
  }

  @Test
  void acceptsPersistentIdsOfModulesWithoutReadingTheirSource() {
    PickleBuilder file = start().proto(2).raw("}(").text("part").raw("(").text("module");
    file.global("my", "Net").text("net.py").text("import os").raw("tQ)\u0081}(");
    file.text("_parameters").raw("}(").text("w").tensor("FloatStorage", "7", 2, 3).raw("uubu.");
    ModelFile model = open(storage(keys(file, "7"), 6));
    assertThat(tensors(model)).containsExactly("part.w f32 2x3");
    assertThat(model.notes())
        .containsExactly(new ModelNote("W_NOT_EXECUTED", "file asks to call my.Net; not executed"));
  }

  @Test
  void refusesOtherFiles() {
    assertRefused(
        () -> open(new PickleBuilder().raw("hello")),
        "E_NOT_A_MODEL m.pt: not a PyTorch file: it starts with the bytes 68 65 6c 6c 6f\n"
            + "  in  byte 0\n  try checking that this is the model file");
    assertRefused(
        () -> open(new PickleBuilder().proto(2).raw("K\1.")),
        "E_NOT_A_MODEL m.pt: not a PyTorch file: it starts with the bytes 80 02 4b 01 2e\n"
            + "  in  byte 0\n  try checking that this is the model file");
    assertRefused(
        () -> open(new PickleBuilder()),
        "E_NOT_A_MODEL m.pt: not a PyTorch file: it starts with the bytes \n"
            + "  in  byte 0\n  try checking that this is the model file");
  }

  @Test
  void refusesAWrongHeader() {
    byte[] magic = Arrays.copyOf(start().build(), 15);
    for (String protocol : List.of("K\1.", "N.")) {
      PickleBuilder file = new PickleBuilder();
      for (byte b : magic) {
        file.bytes(b);
      }
      assertRefused(
          () -> open(file.raw(protocol)),
          "E_UNSUPPORTED m.pt: protocol of the file must be 1001\n  in  byte 15");
    }
    PickleBuilder info = new PickleBuilder();
    for (byte b : Arrays.copyOf(start().build(), 21)) {
      info.bytes(b);
    }
    assertRefused(
        () -> open(info.raw("}.")),
        "E_MALFORMED m.pt: system info must have a truth value little_endian\n  in  byte 21"
            + AGAIN);
  }

  @Test
  void refusesAWrongListOfKeys() {
    PickleBuilder none = object(start());
    int at = none.build().length;
    assertRefused(
        () -> open(none.raw("N.")),
        "E_MALFORMED m.pt: list of storage keys must be a list\n  in  byte " + at + AGAIN);
    PickleBuilder unknown = keys(object(start()), "8");
    int end = unknown.build().length;
    assertRefused(
        () -> open(unknown),
        "E_MALFORMED m.pt: list of storage keys names 8, which no tensor uses\n  in  byte "
            + end
            + AGAIN);
    PickleBuilder twice = keys(object(start()), "7", "7");
    int second = twice.build().length + 32;
    assertRefused(
        () -> open(storage(storage(twice, 6), 6)),
        "E_MALFORMED m.pt: list of storage keys names 7 twice\n  in  byte " + second + AGAIN);
    assertRefused(
        () -> open(keys(object(start()))),
        "E_MALFORMED no tensor of as typed can be read: w: list of storage keys does not name"
            + " storage 7\n  in  m.pt");
  }

  @Test
  void refusesWrongStorages() {
    int at = keys(object(start()), "7").build().length;
    assertRefused(
        () -> open(keys(object(start()), "7").little(0, 3)),
        "E_TRUNCATED m.pt: storage 7 needs 8 bytes for its length but only 3 follow\n  in  byte "
            + at
            + AGAIN);
    assertRefused(
        () -> open(storage(keys(object(start()), "7"), 5)),
        "E_MALFORMED m.pt: storage 7 must have 6 elements but has 5\n  in  byte " + at + AGAIN);
    assertRefused(
        () -> open(storage(keys(object(start()), "7"), -1)),
        "E_MALFORMED m.pt: storage 7 must have 6 elements but has 18446744073709551615\n"
            + "  in  byte "
            + at
            + AGAIN);
    assertRefused(
        () -> open(storage(keys(object(start()), "7"), 1L << 62)),
        "E_TRUNCATED m.pt: storage 7 of 4611686018427387904 elements of 4 bytes ends beyond the"
            + " file, which has 24 bytes left\n  in  byte "
            + at
            + AGAIN);
    PickleBuilder unknown = start().proto(2).raw("}(").text("w");
    unknown.tensor("FooStorage", "7", 2, 3).raw("u.");
    int storage = keys(unknown, "7").build().length;
    assertRefused(
        () -> open(storage(unknown, 6)),
        "E_UNSUPPORTED_DTYPE m.pt: storage 7 has the unknown class torch.FooStorage\n  in  byte "
            + storage);
  }

  @Test
  void mergesNothingButLeavesPartsToTheCaller() {
    PickleBuilder file = storage(keys(object(start()), "7"), 6);
    TorchPart part = TorchReader.readLegacy("m.pt", MemorySource.of(file.build()));
    assertThat(part.container()).isEqualTo(Container.TORCH_LEGACY);
    assertThat(part.tensors()).extracting(StoredTensor::part).containsExactly("m.pt");
    assertThat(part.part().file()).isEqualTo("m.pt");
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() {
    byte[] whole = storage(keys(object(start()), "7"), 6).build();
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        TorchReader.openLegacy("m.pt", "m.pt", MemorySource.of(cut));
      } catch (ModelFormatException expected) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(whole.length);
  }
}
