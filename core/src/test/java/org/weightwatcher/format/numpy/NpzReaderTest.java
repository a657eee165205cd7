package org.weightwatcher.format.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.bytes.HeapSource;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.zip.ZipBuilder;

/// Judge: the layout of archives of arrays; bytes are written by the test.
class NpzReaderTest {
  private static final byte[] SIX = NpyBytes.f32("(2, 3)", 1, 2, 3, 4, 5, 6);
  private static final byte[] OBJECTS =
      NpyBytes.file(
          NpyBytes.header("'|O'", false, "(2,)"),
          "\u0080\u0002cos\nsystem\n.".getBytes(StandardCharsets.ISO_8859_1));

  private static ModelFile open(byte[] zip) {
    return NpzReader.open("m.npz", "m.npz", new HeapSource("m.npz", zip));
  }

  private static String opened(ZipBuilder zip) {
    return Outcome.of(() -> open(zip.build()));
  }

  private static double[] values(byte[] zip, String name) {
    return Outcome.matrix(
        Outcome.tensor(open(zip), name), Outcome.only(new HeapSource("m.npz", zip)));
  }

  @Test
  void arraysComeInTheOrderOfTheDirectory() {
    byte[] zip =
        new ZipBuilder()
            .stored("b.npy", SIX)
            .stored("notes.json", "{}")
            .stored("sub/", "")
            .deflated("sub/a.npy", NpyBytes.f32("(1, 2)", 7, 8))
            .stored("A.NPY", SIX)
            .zip64("c.d.npy", SIX)
            .build();
    ModelFile model = open(zip);
    assertThat(Outcome.tensors(model)).containsExactly("b f32 2x3", "sub/a f32 1x2", "c.d f32 2x3");
    assertThat(model.container()).isEqualTo(Container.NPZ);
    assertThat(model.order()).isEqualTo(ModelFile.Order.MEANINGFUL);
    assertThat(model.firstId()).isZero();
    assertThat(model.notes()).isEmpty();
    assertThat(model.parts()).hasSize(1);
    assertThat(model.parts().getFirst().bytes()).isEqualTo(zip.length);
    assertThat(values(zip, "b")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(values(zip, "sub/a")).containsExactly(7, 8);
    assertThat(values(zip, "c.d")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  /// Names are texts; nothing is ever written or opened under them.
  @ParameterizedTest
  @CsvSource({
    "../../pwned.npy, ../../pwned",
    "/etc/passwd.npy, /etc/passwd",
    "C:\\x.npy, C:\\x",
    "a/.npy, a/.npy",
    ".npy, .npy",
    "\u03bb/\u00e9.npy, \u03bb/\u00e9"
  })
  void namesAreOnlyNames(String member, String tensor) {
    assertThat(opened(new ZipBuilder().stored(member, SIX))).isEqualTo(tensor + " f32 2x3");
  }

  @ParameterizedTest
  @CsvSource({
    "fc/kernel, fc, kernel",
    "enc/Dense_0/kernel, enc/Dense_0, kernel",
    "mlp/~/linear_0/w, mlp/~/linear_0, kernel",
    "fc/bias, fc, bias",
    "mlp/~/linear_0/b, mlp/~/linear_0, bias"
  })
  void pathsOfJaxSayLayerAndRole(String name, String layer, String role) {
    byte[] zip = new ZipBuilder().stored(name + ".npy", SIX).build();
    assertThat(declared(zip)).isEqualTo(new Declared(layer, "", role, AxisOrder.OUTPUTS_LAST, 0));
  }

  @ParameterizedTest
  @CsvSource({"fc_w", "w", "/kernel", "layers.0.weight", "a/scale", "kernel/x", "a.kernel"})
  void otherNamesSayNothing(String name) {
    byte[] zip = new ZipBuilder().stored(name + ".npy", SIX).build();
    assertThat(declared(zip)).isEqualTo(Declared.NOTHING);
  }

  private static Declared declared(byte[] zip) {
    return ((StoredTensor.Usable) open(zip).tensors().getFirst()).declared();
  }

  @Test
  void aDefectOfOneArrayLeavesTheOthers() {
    ZipBuilder zip =
        new ZipBuilder()
            .stored("meta.npy", OBJECTS)
            .stored("w.npy", SIX)
            .deflated("cut.npy", Arrays.copyOf(SIX, SIX.length - 1))
            .stored("text.npy", "hello")
            .stored("empty.npy", "")
            .stored("code.npy", NpyBytes.file("{'descr': f()}", new byte[0]));
    assertThat(Outcome.tensors(open(zip.build())))
        .containsExactly(
            "meta [2] E_UNSUPPORTED_DTYPE: array of objects, a pickle that could run any code when"
                + " loaded, is not read: descr is '|O', at byte 20 of meta.npy",
            "w f32 2x3",
            "cut [2x3] E_TRUNCATED: cut short: 2x3 of f32 needs 24 bytes, 23 follow the header,"
                + " at byte 151 of cut.npy",
            "text [] E_MALFORMED: array must begin with 93 4E 55 4D 50 59 (NUMPY) but byte 0 is 68,"
                + " at byte 0 of text.npy",
            "empty [] E_TRUNCATED: cut short: header needs at least 10 bytes, the array has 0,"
                + " at byte 0 of empty.npy",
            "code [] E_MALFORMED: header must have a text, True, False, an integer or a tuple but"
                + " has f()}, at byte 20 of code.npy");
  }

  @Test
  void anArchiveWithoutAReadableArrayIsRefused() {
    assertThat(opened(new ZipBuilder().stored("meta.npy", OBJECTS)))
        .isEqualTo(
            "E_UNSUPPORTED_DTYPE: no tensor of m.npz can be read: meta: array of objects, a pickle"
                + " that could run any code when loaded, is not read: descr is '|O', at byte 20 of"
                + " meta.npy |  in  m.npz");
    assertThat(opened(new ZipBuilder().stored("a.txt", "x").stored("b.txt", "y")))
        .isEqualTo("E_NOT_A_MODEL: m.npz holds no arrays; it holds a.txt, b.txt");
    assertThat(opened(new ZipBuilder()))
        .isEqualTo("E_NOT_A_MODEL: m.npz holds no arrays; it holds nothing");
  }

  @Test
  void twoMembersOfOneNameAreRefused() {
    assertThat(opened(new ZipBuilder().stored("w.npy", SIX).stored("w.npy", SIX)))
        .isEqualTo(
            "E_MALFORMED: m.npz: zip archive has two entries of the same name |  in  entry w.npy"
                + " |  try copying or downloading the file again");
  }

  @Test
  void aNulInANameIsRefused() {
    assertThat(opened(new ZipBuilder().stored("a\0b.npy", SIX)))
        .startsWith("E_MALFORMED: m.npz: zip entry name must not hold a NUL |  in  byte ");
  }

  @Test
  void bytesAfterTheDataOfStoredArraysAreNotedOnce() {
    byte[] longer = Arrays.copyOf(SIX, SIX.length + 8);
    byte[] zip =
        new ZipBuilder()
            .stored("a.npy", longer)
            .stored("b.npy", SIX)
            .stored("c.npy", longer)
            .build();
    assertThat(Outcome.notes(open(zip)))
        .containsExactly(
            "W_TRAILING_BYTES: m.npz: array a has bytes after its data, which are ignored;"
                + " so do 1 more");
    assertThat(values(zip, "a")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  /// A small shape must not make a reader inflate what a small file can claim.
  @Test
  void aDeflatedArrayInflatesToNoMoreThanItsShapeNeeds() {
    byte[] bomb = Arrays.copyOf(SIX, 10_000_000);
    byte[] zip = new ZipBuilder().deflated("a.npy", bomb).stored("w.npy", SIX).build();
    assertThat(zip.length).isLessThan(20_000);
    assertThat(Outcome.tensors(open(zip)))
        .containsExactly(
            "a [2x3] E_LIMIT: deflated array must inflate to 24 bytes of data as its shape 2x3 says"
                + " but to 9999872, at byte 128 of a.npy",
            "w f32 2x3");
  }

  @Test
  void anExpansionBeyondTheLimitIsRefusedBeforeAnythingIsInflated() {
    long size = 1L << 40;
    ZipBuilder zip = new ZipBuilder().raw("a.npy", 8, new byte[50], size >> 10, 0);
    assertThat(opened(zip))
        .isEqualTo(
            "E_LIMIT: expansion of a deflated zip entry 21474836 exceeds 100 |  in  m.npz, entry"
                + " a.npy");
  }

  @Test
  void theHeaderOfADeflatedArrayIsShort() {
    String padded = NpyBytes.header("'<f4'", false, "(2, 3)") + " ".repeat(70_000);
    byte[] header = padded.getBytes(StandardCharsets.ISO_8859_1);
    byte[] array = NpyBytes.file(2, header, new byte[24]);
    byte[] zip = new ZipBuilder().deflated("a.npy", array).stored("b.npy", array).build();
    assertThat(Outcome.tensors(open(zip)))
        .containsExactly(
            "a [] E_LIMIT: header length %d exceeds 65536, at byte 8 of a.npy"
                .formatted(header.length),
            "b f32 2x3");
  }

  /// A deflated storage begins with its header, and elements are counted from there.
  @Test
  void theDataOfADeflatedArrayMustBeginAtAWholeElement() {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1)}";
    byte[] whole = NpyBytes.file(header + " ", NpyBytes.floats(3));
    byte[] odd = NpyBytes.file(header, NpyBytes.floats(3));
    byte[] zip =
        new ZipBuilder()
            .deflated("whole.npy", whole)
            .deflated("odd.npy", odd)
            .stored("stored.npy", odd)
            .build();
    assertThat(Outcome.tensors(open(zip)))
        .containsExactly(
            "whole f32 1x1",
            "odd [1x1] E_UNSUPPORTED: deflated array whose data begins at byte 67, no multiple of"
                + " its element's 4, is not read, at byte 67 of odd.npy",
            "stored f32 1x1");
    assertThat(values(zip, "whole")).containsExactly(3);
    assertThat(values(zip, "stored")).containsExactly(3);
  }

  @Test
  void aDamagedStreamIsRefusedWithItsMember() {
    byte[] noise = {(byte) 0xff, (byte) 0xff, 1, 2, 3, 4};
    assertThat(opened(new ZipBuilder().raw("a.npy", 8, noise, 152, 0).stored("w.npy", SIX)))
        .isEqualTo(
            "E_MALFORMED: m.npz: zip entry is damaged after 0 of 152 bytes |  in  entry a.npy"
                + " |  try copying or downloading the file again");
  }

  @Test
  void otherCompressionIsRefused() {
    assertThat(opened(new ZipBuilder().raw("a.npy", 12, SIX, SIX.length, 0)))
        .isEqualTo(
            "E_UNSUPPORTED: m.npz: zip method must be 0 (stored) or 8 (deflated) but was 12"
                + " |  in  entry a.npy |  try writing the archive without compression");
  }

  @Test
  void anArchiveThatIsCutAnywhereIsRefused() {
    byte[] zip = new ZipBuilder().stored("a.npy", SIX).deflated("b.npy", SIX).build();
    Map<String, Integer> codes = new HashMap<>();
    for (int length = 0; length < zip.length; length++) {
      byte[] cut = Arrays.copyOf(zip, length);
      String outcome = Outcome.of(() -> open(cut));
      codes.merge(outcome.substring(0, outcome.indexOf(':')), 1, Integer::sum);
    }
    assertThat(codes).isEqualTo(Map.of("E_MALFORMED", zip.length));
  }

  @Test
  void anyByteOfAnArchiveMayBeWrong() {
    byte[] zip = new ZipBuilder().stored("a.npy", SIX).deflated("b.npy", SIX).build();
    for (int at = 0; at < zip.length; at++) {
      for (int other : List.of(0, 0xff, zip[at] ^ 1)) {
        byte[] file = zip.clone();
        file[at] = (byte) other;
        assertThat(Outcome.of(() -> open(file))).matches("(?s)E_[A-Z_]+: .*|.+ f32 .*|.+E_.*");
      }
    }
  }

  @Test
  void theFingerprintIsOfNamesAndHeaders() {
    byte[] other = NpyBytes.f32("(2, 3)", 9, 9, 9, 9, 9, 9);
    String fingerprint = fingerprint(new ZipBuilder().stored("a.npy", SIX));
    assertThat(fingerprint(new ZipBuilder().stored("a.npy", other))).isEqualTo(fingerprint);
    assertThat(fingerprint(new ZipBuilder().deflated("a.npy", SIX))).isEqualTo(fingerprint);
    assertThat(fingerprint(new ZipBuilder().stored("b.npy", SIX))).isNotEqualTo(fingerprint);
    assertThat(fingerprint(new ZipBuilder().stored("a.npy", NpyBytes.f32("(1, 1)", 9))))
        .isNotEqualTo(fingerprint);
  }

  private static String fingerprint(ZipBuilder zip) {
    return open(zip.build()).parts().getFirst().headerSha256();
  }
}
