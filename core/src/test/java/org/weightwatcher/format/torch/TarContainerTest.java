package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.pickle;
import static org.weightwatcher.format.torch.Checkpoints.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.pickle.PickleBuilder;
import org.weightwatcher.format.zip.MemorySource;

/// Judge: the layout that PyTorch 0.1.10 writes (`torch/serialization.py`, `save_tensors` and
/// `save_storages`), written here field by field.
class TarContainerTest {
  private static final String AGAIN = "\n  try copying or downloading the file again";

  /// One storage 5 of six floats 1 to 6, and the view 6 of its last four.
  private static PickleBuilder storages() {
    PickleBuilder file = pickle().raw("K\1.").proto(2).raw("(K\5").text("cpu");
    file.global("torch", "FloatStorage").raw("t.").little(6, 8);
    for (int i = 1; i <= 6; i++) {
      file.little(Float.floatToIntBits(i), 4);
    }
    return file.proto(2).raw("]((K\6K\5K\2K\4te.");
  }

  /// Tensor 1 of 2 x 3 in storage 5, and 2 of 2 x 2, transposed, in the view.
  private static PickleBuilder table() {
    PickleBuilder file = pickle().raw("K\2.");
    tensor(file, "K\1K\5", new long[] {2, 3, 3, 1}, 0);
    return tensor(file, "K\2K\6", new long[] {2, 2, 1, 2}, 0);
  }

  private static PickleBuilder tensor(PickleBuilder file, String keys, long[] sizes, long offset) {
    file.proto(2).raw("(" + keys).global("torch", "FloatTensor").raw("t.");
    file.little(sizes.length / 2, 4).little(0, 4);
    for (long size : sizes) {
      file.little(size, 8);
    }
    return file.little(offset, 8);
  }

  private static PickleBuilder object() {
    PickleBuilder file = pickle().raw("}(").text("a").raw("K\1Q").text("b");
    return file.global("torch.nn.parameter", "Parameter").raw("(P2\ntRu.");
  }

  private static TarBuilder tar(PickleBuilder storages, PickleBuilder table, PickleBuilder object) {
    return new TarBuilder()
        .file("./pickle", object.build())
        .file("tensors", table.build())
        .entry("link", '2', 0, new byte[0])
        .file("storages", storages.build());
  }

  private static ModelFile open(byte[] file) {
    return TorchReader.openTar("as typed", "m.pt", MemorySource.of(file));
  }

  @Test
  void readsTensorsThroughTheTables(@TempDir Path folder) throws Exception {
    byte[] file = tar(storages(), table(), object()).build();
    ModelFile model = open(file);
    assertThat(tensors(model)).containsExactly("a f32 2x3", "b f32 2x2");
    assertThat(model.container()).isEqualTo(Container.TORCH_TAR);
    assertThat(model.firstId()).isEqualTo(1);
    assertThat(model.notes()).isEmpty();

    Path path = Files.write(folder.resolve("old.pth.tar"), file);
    try (Model opened = WeightWatcher.open(path)) {
      double[][] a = {{1, 2, 3}, {4, 5, 6}};
      double[][] b = {{3, 5}, {4, 6}};
      assertThat(opened.weights("a").getFirst().rows(0, 2)).isDeepEqualTo(a);
      assertThat(opened.weights("b").getFirst().rows(0, 2)).isDeepEqualTo(b);
    }
  }

  @Test
  void readsBigEndianElements(@TempDir Path folder) throws Exception {
    PickleBuilder storages = pickle().raw("K\1.").proto(2).raw("(K\5").text("cpu");
    storages.global("torch", "FloatStorage").raw("t.").little(6, 8);
    ByteBuffer big = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
    for (int i = 1; i <= 6; i++) {
      big.putFloat(i);
    }
    for (byte b : big.array()) {
      storages.bytes(Byte.toUnsignedInt(b));
    }
    PickleBuilder table = tensor(pickle().raw("K\1."), "K\1K\5", new long[] {2, 3, 3, 1}, 0);
    byte[] file =
        tar(storages.proto(2).raw("]."), table, pickle().raw("}").text("a").raw("K\1Qs."))
            .file("sys_info", pickle().raw("}").text("little_endian").raw("\u0089s").stop())
            .build();
    Path path = Files.write(folder.resolve("old.pth"), file);
    try (Model opened = WeightWatcher.open(path)) {
      double[][] a = {{1, 2, 3}, {4, 5, 6}};
      assertThat(opened.weights("a").getFirst().rows(0, 2)).isDeepEqualTo(a);
    }
  }

  @Test
  void aTensorOutsideItsStorageIsUnusable() {
    PickleBuilder table = tensor(pickle().raw("K\2."), "K\1K\5", new long[] {2, 3, 3, 1}, 1);
    tensor(table, "K\2N", new long[] {2, 2, 2, 1}, 0);
    PickleBuilder object = pickle().raw("}(").text("a").raw("K\1Q").text("b").raw("K\2Q");
    object.text("c").raw("K\1Qu.");
    assertRefused(
        () -> open(tar(storages(), table, object).build()),
        "E_MALFORMED no tensor of as typed can be read: a: offset 1, size 2x3 and strides [3, 1]"
            + " reach byte 28 of a storage of 24 bytes\n  in  m.pt");
  }

  @Test
  void refusesWrongTables() {
    refused(
        pickle().raw("N."),
        table(),
        object(),
        "E_MALFORMED m.pt: number of storages must be an integer >= 0",
        "storages, byte 0");
    refused(
        pickle().raw("J\u00ff\u00ff\u00ff\u007f."),
        table(),
        object(),
        "E_LIMIT number of storages 2147483647 exceeds 1000000\n  in  member storages, byte 0");
    refused(
        pickle().raw("K\1.").proto(2).raw("K\1."),
        table(),
        object(),
        "E_MALFORMED m.pt: entry of a storage must be a tuple of 3",
        "storages, byte 5");
    PickleBuilder huge = pickle().raw("K\1.").proto(2).raw("(K\5").text("cpu");
    huge.global("torch", "FloatStorage").raw("t.").little(1L << 62, 8);
    refused(
        huge,
        table(),
        object(),
        "E_TRUNCATED m.pt: storage 5 of 4611686018427387904 elements of 4 bytes ends beyond its"
            + " member, which has 0 bytes left",
        "storages, byte 48");
    refused(
        pickle().raw("K\0.").proto(2).raw("](K\1e."),
        table(),
        object(),
        "E_MALFORMED m.pt: view of a storage must name a storage, an offset and a size",
        "storages, byte 5");
    PickleBuilder rank = pickle().raw("K\1.").proto(2).raw("(K\1K\5Nt.").little(65, 4).little(0, 4);
    refused(
        storages(),
        rank,
        object(),
        "E_LIMIT number of dimensions 65 exceeds 64\n  in  member tensors, byte 15");
    refused(
        storages(),
        pickle().raw("K\1.").proto(2).raw("(K\1K\5Nt."),
        object(),
        "E_TRUNCATED m.pt: pickle needs 4 bytes but only 0 follow",
        "tensors, byte 15");
    refused(
        storages(),
        table(),
        pickle().raw("K\7Q."),
        "E_MALFORMED m.pt: pickle refers to 7, which is neither a tensor nor a storage of the file",
        "pickle, byte 4");
    PickleBuilder twice = tensor(pickle().raw("K\2."), "K\1K\5", new long[] {6, 1}, 0);
    refused(
        storages(),
        tensor(twice, "K\1K\5", new long[] {6, 1}, 0),
        object(),
        "E_MALFORMED m.pt: two tensors have the key 1",
        "tensors, byte 65");
  }

  private static void refused(
      PickleBuilder storages, PickleBuilder table, PickleBuilder object, String what, String at) {
    refused(storages, table, object, what + "\n  in  member " + at + AGAIN);
  }

  private static void refused(
      PickleBuilder storages, PickleBuilder table, PickleBuilder object, String whole) {
    assertRefused(() -> open(tar(storages, table, object).build()), whole);
  }

  @Test
  void refusesWrongArchives() {
    assertRefused(
        () -> open(new TarBuilder().file("tensors", new byte[0]).build()),
        "E_MALFORMED m.pt: tar archive has no member storages" + AGAIN);
    assertRefused(
        () -> open(new TarBuilder().file("a", new byte[1]).file("./a", new byte[1]).build()),
        "E_MALFORMED m.pt: tar archive has two members of the name a\n  in  byte 1024" + AGAIN);
    assertRefused(
        () -> open(new TarBuilder().entry("a", '0', 5000, new byte[1]).build()),
        "E_TRUNCATED m.pt: tar member a of 5000 bytes ends beyond the file, which has 1536 bytes"
            + " left\n  in  byte 0"
            + AGAIN);
    byte[] damaged = new TarBuilder().file("a", new byte[1]).file("b", new byte[1]).build();
    damaged[1024] = 'c';
    assertRefused(
        () -> open(damaged), "E_MALFORMED m.pt: tar header is damaged\n  in  byte 1024" + AGAIN);
  }

  /// Judge: a model or a [ModelFormatException], and nothing else.
  @Test
  void cutAtEveryByte() {
    byte[] file = tar(storages(), table(), object()).build();
    int refused = 0;
    for (int cut = 0; cut < file.length; cut++) {
      byte[] part = Arrays.copyOf(file, cut);
      try {
        assertThat(open(part).tensors()).as("cut at %d", cut).isNotEmpty();
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).as("cut at %d", cut).isNotEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(file.length / 2);
  }
}
