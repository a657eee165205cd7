package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.open;
import static org.weightwatcher.format.torch.Checkpoints.pickle;
import static org.weightwatcher.format.torch.Checkpoints.tensors;
import static org.weightwatcher.format.torch.Checkpoints.weight;
import static org.weightwatcher.format.torch.Checkpoints.withWeight;
import static org.weightwatcher.format.torch.Checkpoints.zip;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.PickleBuilder;
import org.weightwatcher.format.zip.MemorySource;
import org.weightwatcher.format.zip.ZipBuilder;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Judge: zip containers written here operation by operation. What a state dict is, is pinned in
/// [CheckpointTest], single tensors in [TensorReaderTest].
class TorchZipTest {
  private static final String AGAIN = "\n  try copying or downloading the file again";
  private static final String SAVE = "\n  try saving model.state_dict() with torch.save";

  @Test
  void describesTheSmallestModel() throws Exception {
    PickleBuilder pickle = pickle().raw("}(").text("w").tensor("FloatStorage", "0", 2, 3).raw("u");
    byte[] bytes = zip(pickle);
    ModelFile model = TorchReader.openZip("as typed", "m.pt", MemorySource.of(bytes));

    String digest =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pickle.build()));
    assertThat(model.location()).isEqualTo("as typed");
    assertThat(model.container()).isEqualTo(Container.TORCH_ZIP);
    assertThat(model.order()).isEqualTo(ModelFile.Order.MEANINGFUL);
    assertThat(model.firstId()).isEqualTo(1);
    assertThat(model.metadata()).isEqualTo(Map.of());
    assertThat(model.notes()).isEmpty();
    assertThat(model.parts()).containsExactly(new ModelPart("m.pt", bytes.length, digest));
    assertThat(tensors(model)).containsExactly("w f32 2x3");
    Tensor tensor = ((StoredTensor.Usable) model.tensors().getFirst()).tensor();
    assertThat(tensor.storage().file()).isEqualTo("m.pt");
    assertThat(tensor.storage().length()).isEqualTo(24);
    assertThat(tensor.storage().endian()).isEqualTo(Endian.LITTLE);
    assertThat(tensor.stride(0)).isEqualTo(3);
    assertThat(tensor.stride(1)).isEqualTo(1);
  }

  @Test
  void readsDeflatedEntriesAndBigEndianStorages() {
    byte[] pickle = pickle().raw("}(").text("w").tensor("FloatStorage", "0", 2, 3).raw("u").stop();
    byte[] bytes =
        new ZipBuilder()
            .deflated("data.pkl", pickle)
            .stored("byteorder", "big")
            .deflated("data/0", new byte[24])
            .build();
    Tensor tensor = ((StoredTensor.Usable) open(bytes).tensors().getFirst()).tensor();
    assertThat(tensor.storage().endian()).isEqualTo(Endian.BIG);
    assertThat(tensor.storage().encoding()).isInstanceOf(Storage.Encoding.Deflated.class);
    assertThat(tensor.storage().length()).isEqualTo(24);
  }

  @ParameterizedTest
  @CsvSource({
    "os, system, os.system",
    "__builtin__, eval, builtins.eval",
    "builtins, exec, builtins.exec",
    "subprocess, Popen, subprocess.Popen",
    "runpy, run_path, runpy.run_path",
    "torch, load, torch.load",
    "torch.storage, _load_from_bytes, torch.storage._load_from_bytes"
  })
  void executesNothingAndSaysSo(String module, String name, String path) {
    ModelFile model = open(withWeight(p -> p.text("x").call(module, name, "touch pwned")));
    assertThat(model.notes())
        .containsExactly(
            new ModelNote("W_NOT_EXECUTED", "file asks to call %s; not executed".formatted(path)));
    assertThat(tensors(model))
        .containsExactly(
            "w f32 2x3",
            "x  E_UNSUPPORTED_PICKLE: built by %s, which is not executed".formatted(path));
  }

  @Test
  void namesRefusedCallsSortedAndAtMostTwenty() {
    ModelFile model =
        open(
            withWeight(p -> {
              for (int i = 30; i > 9; i--) {
                p.call("m", "f" + i, "x").raw("0");
              }
              return p;
            }));
    StringBuilder names = new StringBuilder("m.f10");
    for (int i = 11; i < 30; i++) {
      names.append(", m.f").append(i);
    }
    assertThat(model.notes())
        .containsExactly(
            new ModelNote("W_NOT_EXECUTED", "file asks to call %s; not executed".formatted(names)));
  }

  @Test
  void namesTheFirstRefusedCallWhereThereIsNoTensor() {
    byte[] whole = zip(pickle().call("os", "system", "touch pwned"));
    assertRefused(
        () -> open(whole),
        "E_UNSUPPORTED_PICKLE m.pt: no weight matrices in the file, which asks to call os.system;"
            + " not executed\n  in  entry a/data.pkl"
            + SAVE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "N|None",
        "I01\\n|a truth value",
        "K\\1|a number",
        "U\\1a|a text",
        "ca\\nb\\n|the name a.b",
        "]|a list without tensors",
        "}|a dictionary without tensors",
        "ctorch\\ndevice\\n)R|an object of class torch.device without tensors"
      })
  void saysWhatThePickleHoldsInstead(String bytes, String what) {
    String raw = bytes.replace("\\n", "\n").replace("\\1", "\1");
    assertRefused(
        () -> open(zip(pickle().raw(raw))),
        "E_NOT_A_MODEL m.pt: no weight matrices in the file: its pickle holds %s\n".formatted(what)
            + "  in  entry a/data.pkl"
            + SAVE);
  }

  @Test
  void refusesAFileWhoseEveryTensorIsUnusable() {
    assertRefused(
        () -> open(weight(p -> p.tensor("FloatStorage", "1", 2, 3))),
        "E_MALFORMED no tensor of m.pt can be read: w: zip archive has no entry a/data/1\n"
            + "  in  m.pt");
  }

  @Test
  void refusesOtherArchives() {
    assertRefused(
        () -> open(new ZipBuilder().build()),
        "E_NOT_A_MODEL m.pt: zip archive has no data.pkl; it holds nothing\n"
            + "  try giving the file inside the archive, if it is an archive of models");
    ZipBuilder many = new ZipBuilder();
    for (int i = 0; i < 6; i++) {
      many.stored("f" + i, "");
    }
    assertRefused(
        () -> open(many.build()),
        "E_NOT_A_MODEL m.pt: zip archive has no data.pkl; it holds f0, f1, f2, f3, f4, …\n"
            + "  try giving the file inside the archive, if it is an archive of models");
    assertRefused(
        () -> open(new ZipBuilder().stored("a/data.pkl", "").stored("b/data.pkl", "").build()),
        "E_AMBIGUOUS m.pt: zip archive has several pickles: a/data.pkl, b/data.pkl\n"
            + "  try keeping one model in the archive");
  }

  @ParameterizedTest
  @CsvSource({"0", "101", "x", "''"})
  void refusesAnUnknownVersion(String version) {
    assertRefused(
        () -> open(new ZipBuilder().stored("data.pkl", "").stored("version", version).build()),
        "E_UNSUPPORTED m.pt: version must be in [1, 100] but was %s\n".formatted(version)
            + "  in  entry version\n  try saving the model with a release of PyTorch");
  }

  @Test
  void refusesAWrongByteOrderAndOverlongSmallEntries() {
    assertRefused(
        () -> open(new ZipBuilder().stored("data.pkl", "").stored("byteorder", "vax").build()),
        "E_MALFORMED m.pt: byteorder must be little or big but was vax\n  in  entry byteorder"
            + AGAIN);
    assertRefused(
        () ->
            open(
                new ZipBuilder()
                    .stored("data.pkl", "")
                    .stored("byteorder", "x".repeat(65))
                    .build()),
        "E_LIMIT bytes of a small zip entry 65 exceeds 64\n  in  m.pt, entry byteorder");
    assertRefused(
        () -> open(new ZipBuilder().raw("data.pkl", 8, new byte[1], (1L << 30) + 1, 0).build()),
        "E_LIMIT bytes of a pickle 1073741825 exceeds 1073741824\n  in  m.pt, entry data.pkl");
  }

  @Test
  void verifiesTheChecksumOfThePickle() {
    byte[] pickle = pickle().raw("N").stop();
    byte[] bytes = new ZipBuilder().raw("data.pkl", 0, pickle, pickle.length, 1).build();
    assertThat(catchThrowable(() -> open(bytes)))
        .hasMessageMatching(
            "m.pt: zip entry has checksum [0-9a-f]{8} but the directory says 00000001");
  }

  @Test
  void refusesPersistentIdsThatAreNoStorages() {
    assertRefused(
        () -> open(zip(pickle().text("../../secret").raw("Q"))),
        "E_MALFORMED m.pt: unexpected persistent id in the pickle: ../../secret\n"
            + "  in  entry a/data.pkl, byte 19"
            + AGAIN);
    assertRefused(
        () -> open(zip(pickle().raw("(").text("storage").raw("tQ"))),
        "E_MALFORMED m.pt: unexpected persistent id in the pickle\n"
            + "  in  entry a/data.pkl, byte 16"
            + AGAIN);
  }

  @Test
  void stopsInflatingAtTheFirstBadOperation() {
    byte[] bomb = new byte[200 << 20];
    byte[] bytes = new ZipBuilder().deflated("data.pkl", bomb).build();
    long start = System.nanoTime();
    assertRefused(
        () -> open(bytes),
        "E_MALFORMED m.pt: unknown pickle opcode 0x00\n  in  entry data.pkl, byte 0" + AGAIN);
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  @Test
  void aFileThatIsCutAnywhereIsRefusedOrGood() {
    byte[] whole = withWeight(p -> p);
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        open(cut);
      } catch (ModelFormatException expected) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(whole.length);
  }

  @Test
  void aFileWithAnyByteChangedIsRefusedOrGood() {
    byte[] whole = withWeight(p -> p);
    int read = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        try {
          open(changed);
          read++;
        } catch (ModelFormatException expected) {
          assertThat(expected.describe()).isNotEmpty();
        }
      }
    }
    assertThat(read).isPositive();
  }
}
