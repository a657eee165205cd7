package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.torch.Checkpoints.assertRefused;
import static org.weightwatcher.format.torch.Checkpoints.open;
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
import org.weightwatcher.WeightMatrix;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.zip.ZipBuilder;

/// Judge: numbers that the tests write into the inner archive, wherever its bytes end up.
class InnerArchiveTest {
  private static byte[] numbers() {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      bytes.putFloat(i + 1);
    }
    return bytes.array();
  }

  /// The storage begins at a multiple of four when the padding is right.
  private static byte[] policy(int padding, boolean deflated) {
    ZipBuilder zip =
        new ZipBuilder()
            .stored(
                "p/data.pkl",
                pickle().raw("}(").text("w").tensor("FloatStorage", "0", 2, 3).raw("u").stop())
            .stored("p/pad", new byte[padding]);
    return (deflated ? zip.deflated("p/data/0", numbers()) : zip.stored("p/data/0", numbers()))
        .build();
  }

  private static int aligned() {
    for (int padding = 0; padding < 4; padding++) {
      byte[] zip = policy(padding, false);
      if (indexOf(zip, numbers()) % 4 == 0) {
        return padding;
      }
    }
    throw new AssertionError("one of four is aligned");
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int at = 0; at <= all.length - part.length; at++) {
      if (ByteBuffer.wrap(all, at, part.length).equals(ByteBuffer.wrap(part))) {
        return at;
      }
    }
    throw new AssertionError("not there");
  }

  private static ZipBuilder outer(String root) {
    return new ZipBuilder()
        .stored(root + "data", "{}")
        .stored(root + "policy.optimizer.pth", "\u00ff")
        .stored(root + "pytorch_variables.pth", "\u00ff");
  }

  private static void assertHoldsTheNumbers(Path folder, byte[] file) throws Exception {
    Path path = Files.write(folder.resolve("agent.zip"), file);
    try (Model model = WeightWatcher.open(path)) {
      WeightMatrix matrix = model.weights("w").getFirst();
      double[][] all = {{1, 2, 3}, {4, 5, 6}};
      assertThat(matrix.rows(0, 2)).isDeepEqualTo(all);
    }
  }

  @Test
  void readsAStoredArchiveInPlace(@TempDir Path folder) throws Exception {
    assertHoldsTheNumbers(folder, outer("").stored("policy.pth", policy(0, false)).build());
    assertHoldsTheNumbers(folder, outer("r/").stored("r/policy.pth", policy(1, false)).build());
    assertHoldsTheNumbers(folder, outer("").stored("policy.pth", policy(0, true)).build());
  }

  @Test
  void readsADeflatedArchiveThroughItsInflatedBytes(@TempDir Path folder) throws Exception {
    assertHoldsTheNumbers(
        folder, outer("").deflated("policy.pth", policy(aligned(), false)).build());
  }

  @Test
  void whatIsCompressedTwiceOrNotAlignedIsUnusable() {
    assertRefused(
        () -> open(outer("").deflated("policy.pth", policy(0, true)).build()),
        "E_UNSUPPORTED no tensor of m.pt can be read: w: storage p/data/0 is compressed twice\n"
            + "  in  m.pt");
    byte[] shifted = policy(aligned() + 1, false);
    assertRefused(
        () -> open(outer("").deflated("policy.pth", shifted).build()),
        ("E_UNSUPPORTED no tensor of m.pt can be read: w: storage p/data/0 begins at byte %d of its"
                + " archive, which must be a multiple of 4\n  in  m.pt")
            .formatted(indexOf(shifted, numbers())));
  }

  @Test
  void sizeOfThePartIsThatOfTheFile() {
    byte[] file = outer("").stored("policy.pth", policy(0, false)).build();
    ModelFile model = open(file);
    assertThat(tensors(model)).containsExactly("w f32 2x3");
    assertThat(model.parts().getFirst().bytes()).isEqualTo(file.length);
  }

  @Test
  void opensOneLevelOnly() {
    byte[] inner = outer("").stored("policy.pth", policy(0, false)).build();
    assertRefused(
        () -> open(outer("").stored("policy.pth", inner).build()),
        "E_UNSUPPORTED m.pt, entry policy.pth: is an archive of model files, such as"
            + " policy.optimizer.pth, which is not read\n  try unpacking it first");
  }

  @Test
  void refusesWhatIsNoArchive() {
    assertRefused(
        () -> open(outer("").stored("policy.pth", "nothing").build()),
        "E_MALFORMED m.pt, entry policy.pth: not a complete zip archive: no end record in the last"
            + " 7 bytes\n  in  byte 0\n  try copying or downloading the file again");
    assertRefused(
        () -> open(new ZipBuilder().stored("policy.pth", policy(0, false)).build()),
        "E_UNSUPPORTED m.pt: is an archive of model files, such as policy.pth, which is not read\n"
            + "  try unpacking it first");
  }

  @Test
  void refusesToInflateALargeArchive() {
    byte[] bomb =
        outer("").raw("policy.pth", 8, new byte[4096], Limits.INNER_ARCHIVE + 1L, 0).build();
    assertRefused(
        () -> open(bomb),
        "E_LIMIT expansion of a deflated zip entry 65536 exceeds 100\n  in  m.pt, entry policy.pth");
  }

  /// Judge: a model or a [ModelFormatException], and nothing else.
  @Test
  void cutAtEveryByte() {
    byte[] file = outer("").stored("policy.pth", policy(aligned(), false)).build();
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
