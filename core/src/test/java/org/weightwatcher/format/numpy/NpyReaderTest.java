package org.weightwatcher.format.numpy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.bytes.HeapSource;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.tensor.Tensor;

/// Judge: the published layout of NumPy's format; bytes are written by the test. What NumPy itself
/// writes is in [NumpyFilesTest], what is wrong in [HeaderRulesTest].
class NpyReaderTest {
  private static final byte[] SIX = NpyBytes.f32("(2, 3)", 1, 2, 3, 4, 5, 6);

  private static ModelFile open(String name, byte[] file) {
    return NpyReader.open("dir/" + name, "dir/" + name, new HeapSource(name, file));
  }

  private static double[] values(byte[] file) {
    ModelFile model = open("w.npy", file);
    Tensor tensor = Outcome.tensor(model, "w");
    return Outcome.matrix(tensor, Outcome.only(new HeapSource("w.npy", file)));
  }

  @Test
  void aFileIsAModelOfOneTensor() {
    ModelFile model = open("fc.weight.npy", SIX);
    assertThat(model.location()).isEqualTo("dir/fc.weight.npy");
    assertThat(model.container()).isEqualTo(Container.NPY);
    assertThat(model.order()).isEqualTo(ModelFile.Order.MEANINGFUL);
    assertThat(model.firstId()).isZero();
    assertThat(Outcome.tensors(model)).containsExactly("fc.weight f32 2x3");
    assertThat(model.parts()).hasSize(1);
    assertThat(model.parts().getFirst().file()).isEqualTo("dir/fc.weight.npy");
    assertThat(model.parts().getFirst().bytes()).isEqualTo(SIX.length);
    assertThat(model.metadata()).isEmpty();
    assertThat(model.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a.npy, a", "a, a", ".npy, .npy", "a.npy.bin, a.npy.bin", "x.npy.npy, x.npy"})
  void theTensorIsCalledLikeTheFile(String file, String tensor) {
    assertThat(open(file, SIX).tensors().getFirst().name()).isEqualTo(tensor);
  }

  @Test
  void rowMajorAndColumnMajor() {
    byte[] columns =
        NpyBytes.file(NpyBytes.header("'<f4'", true, "(2, 3)"), NpyBytes.floats(1, 4, 2, 5, 3, 6));
    assertThat(values(SIX)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(values(columns)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersion(int version) {
    byte[] header = NpyBytes.header("'<f4'", false, "(2, 3)").getBytes(ISO_8859_1);
    assertThat(values(NpyBytes.file(version, header, NpyBytes.floats(1, 2, 3, 4, 5, 6))))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  /// All of these are what Python accepts, too.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr':'<f4','fortran_order':False,'shape':(2,3)}",
        "{\"shape\": (2L, 3L,), \"descr\": \"<f4\", \"fortran_order\": False}",
        " { 'fortran_order' : False , 'shape' : ( 2 , 3 ) , 'descr' : '<f4' , } \t\r\n",
        "{'descr': ('<f4'), 'fortran_order': (False), 'shape': ((2), (3))}"
      })
  void theHeaderMayBeSpelledInManyWays(String header) {
    byte[] file = NpyBytes.file(header, NpyBytes.floats(1, 2, 3, 4, 5, 6));
    assertThat(values(file)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @CsvSource({
    "<f2, f16, 2", "<f4, f32, 4", "=f4, f32, 4", "|f4, f32, 4", "f4, f32, 4", ">f8, f64, 8",
    "|i1, i8, 1", "<i2, i16, 2", "<i4, i32, 4", "<i8, i64, 8", "|u1, u8, 1", "<u2, u16, 2",
    "<u4, u32, 4", ">u8, u64, 8", "|b1, bool, 1", "?, bool, 1", "|?, bool, 1", "<c8, c64, 8",
    "<c16, c128, 16", "|V2, bf16, 2", "<V2, bf16, 2"
  })
  void everyTypeIsListed(String descr, String label, int bytes) {
    byte[] file =
        NpyBytes.file(NpyBytes.header("'" + descr + "'", false, "(2, 3)"), new byte[6 * bytes]);
    assertThat(Outcome.tensors(open("w.npy", file))).containsExactly("w " + label + " 2x3");
  }

  @Test
  void twoBytesWithoutATypeAreBfloat16AndSoSaid() {
    byte[] data = {(byte) 0x80, 0x3f, 0x20, (byte) 0xc1, 0, 0, 0x40, 0x40};
    byte[] file = NpyBytes.file(NpyBytes.header("'|V2'", false, "(2, 2)"), data);
    assertThat(values(file)).containsExactly(1, -10, 0, 3);
    assertThat(Outcome.notes(open("w.npy", file)))
        .containsExactly(
            "W_VOID_AS_BFLOAT16: dir/w.npy: array w has elements of 2 bytes without a type, which"
                + " are read as bfloat16");
  }

  @Test
  void bytesAfterTheDataAreNoted() {
    byte[] file = Arrays.copyOf(SIX, SIX.length + 3);
    assertThat(values(file)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(Outcome.notes(open("w.npy", file)))
        .containsExactly(
            "W_TRAILING_BYTES: dir/w.npy: array w has bytes after its data, which are ignored");
    assertThat(Outcome.tensor(open("w.npy", file), "w").storage().length()).isEqualTo(24);
  }

  /// The product of the other dimensions does not fit, but no element needs it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "() | scalar | 4",
        "(7,) | 7 | 28",
        "(0, 5) | 0x5 | 0",
        "(0, 4294967296, 4294967296) | 0x4294967296x4294967296 | 0"
      })
  void scalarsVectorsAndEmptyArrays(String shape, String shown, int bytes) {
    for (boolean fortran : new boolean[] {false, true}) {
      byte[] file = NpyBytes.file(NpyBytes.header("'<f4'", fortran, shape), new byte[bytes]);
      assertThat(Outcome.tensors(open("w.npy", file))).containsExactly("w f32 " + shown);
    }
  }

  @Test
  void theFingerprintIsOfTheHeaderAlone() {
    byte[] otherData = NpyBytes.f32("(2, 3)", 9, 9, 9, 9, 9, 9);
    byte[] otherShape = NpyBytes.f32("(3, 2)", 1, 2, 3, 4, 5, 6);
    String fingerprint = open("w.npy", SIX).parts().getFirst().headerSha256();
    assertThat(fingerprint).matches("[0-9a-f]{64}");
    assertThat(open("w.npy", otherData).parts().getFirst().headerSha256()).isEqualTo(fingerprint);
    assertThat(open("w.npy", otherShape).parts().getFirst().headerSha256())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void afileThatIsCutAnywhereIsRefused() {
    Map<String, Integer> codes = new HashMap<>();
    for (int length = 0; length < SIX.length; length++) {
      byte[] file = Arrays.copyOf(SIX, length);
      String outcome = Outcome.of(() -> open("w.npy", file));
      codes.merge(outcome.substring(0, outcome.indexOf(':')), 1, Integer::sum);
    }
    assertThat(codes).isEqualTo(Map.of("E_TRUNCATED", SIX.length));
  }

  @Test
  void anyByteOfThePrefixMayBeWrong() {
    List<Integer> others = List.of(0, 0x27, 0x28, 0x7f, 0x80, 0xff);
    int read = 0;
    for (int at = 0; at < 128; at++) {
      for (int other : others) {
        byte[] file = SIX.clone();
        file[at] = (byte) other;
        String outcome = Outcome.of(() -> open("w.npy", file));
        assertThat(outcome).matches("(E_[A-Z_]+: dir/w.npy: .*)|(w f32 \\d*x\\d*)");
        read += outcome.startsWith("w ") ? 1 : 0;
      }
    }
    // Only a byte that is replaced by itself leaves the file as it was.
    assertThat(read).isLessThan(20);
  }

  @Test
  void textsOfVersion3AreUtf8() {
    assertThat(fieldName(3, UTF_8, "\u03bb")).contains("[('\u03bb', '<f4')]");
    assertThat(fieldName(1, ISO_8859_1, "\u00e9")).contains("[('\u00e9', '<f4')]");
  }

  private static String fieldName(int version, Charset charset, String name) {
    String header = NpyBytes.header("[('" + name + "', '<f4')]", false, "(2,)");
    byte[] file = NpyBytes.file(version, header.getBytes(charset), new byte[8]);
    return Outcome.of(() -> open("w.npy", file));
  }
}
