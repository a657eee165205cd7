package org.weightwatcher.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.bytes.HeapSource;

/// Judge: encodings worked out by hand from the definitions of the types, and, for layouts, that
/// the same elements reached by other strides are equal.
class ElementsTest {
  /// A decoder's view of one array.
  private record OneFile(ByteSource source) implements ByteSources {
    @Override
    public ByteSource open(String name) {
      return source;
    }

    @Override
    public void close() {}
  }

  private static double read(DType dtype, Endian endian, String hex) {
    MemorySegment bytes = MemorySegment.ofArray(HexFormat.of().parseHex(hex));
    return ElementReader.of(dtype, endian.order()).read(bytes, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "F64, 3ff8000000000000, 1.5",
    "F32, c0200000, -2.5",
    "F16, 3e00, 1.5",
    "F16, 0001, 5.9604644775390625E-8",
    "F16, fc00, -Infinity",
    "BF16, 3fc0, 1.5",
    "BF16, 7f80, Infinity",
    "I16, fffe, -2",
    "U16, fffe, 65534",
    "I32, fffffffe, -2",
    "U32, fffffffe, 4294967294",
    "I64, fffffffffffffffe, -2",
    "U64, ffffffffffffffff, 1.8446744073709552E19",
    "U64, 8000000000000001, 9.223372036854775808E18"
  })
  void bothByteOrdersAreRead(DType dtype, String bigEndian, Double expected) {
    assertThat(read(dtype, Endian.BIG, bigEndian)).isEqualTo(expected);
    byte[] bytes = HexFormat.of().parseHex(bigEndian);
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    assertThat(read(dtype, Endian.LITTLE, HexFormat.of().formatHex(reversed))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "I8, ff, -1",
    "U8, ff, 255",
    "BOOL, 00, 0",
    "BOOL, 02, 1",
    "F8_E4M3, 7e, 448",
    "F8_E4M3, 01, 0.001953125",
    "F8_E4M3, b8, -1",
    "F8_E4M3, ff, NaN",
    "F8_E4M3, 80, -0.0",
    "F8_E5M2, 7b, 57344",
    "F8_E5M2, 7c, Infinity",
    "F8_E5M2, 7d, NaN",
    "F8_E5M2, 01, 1.52587890625E-5",
    "F8_E4M3FNUZ, 7f, 240",
    "F8_E4M3FNUZ, 80, NaN",
    "F8_E4M3FNUZ, 01, 9.765625E-4",
    "F8_E5M2FNUZ, 7f, 57344",
    "F8_E5M2FNUZ, 80, NaN",
    "F8_E5M2FNUZ, 01, 7.62939453125E-6",
    "F8_E8M0, 00, 5.877471754111438E-39",
    "F8_E8M0, 7f, 1",
    "F8_E8M0, fe, 1.7014118346046923E38",
    "F8_E8M0, ff, NaN"
  })
  void bytesAreRead(DType dtype, String hex, Double expected) {
    assertThat(read(dtype, Endian.LITTLE, hex)).isEqualTo(expected);
  }

  @Test
  void fourBitFloatsComeLowNibbleFirst() {
    MemorySegment bytes = MemorySegment.ofArray(HexFormat.of().parseHex("1032547698badcfe"));
    ElementReader.At reader = ElementReader.of(DType.F4, ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[16];
    for (int i = 0; i < 16; i++) {
      values[i] = reader.read(bytes, i);
    }
    assertThat(values)
        .containsExactly(0, .5, 1, 1.5, 2, 3, 4, 6, -0.0, -.5, -1, -1.5, -2, -3, -4, -6);
  }

  @ParameterizedTest
  @EnumSource(names = {"F6_E2M3", "F6_E3M2", "C64", "C128"})
  void typesWithoutRealValuesAreRefused(DType dtype) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ElementReader.of(dtype, ByteOrder.LITTLE_ENDIAN))
        .withMessage("no real value for elements of type " + dtype.label());
  }

  private static double[] decode(MatrixView view, byte[] file) {
    try (Arena arena = Arena.ofConfined();
        Decoder decoder = new Decoder(new OneFile(new HeapSource("f", file)))) {
      MemorySegment target = arena.allocate(Math.max(8, 8 * view.elements()), 8);
      decoder.decode(view, target);
      return target.asSlice(0, 8 * view.elements()).toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  /// A 3 x 5 matrix read row by row, by columns of its transpose, and by element, at an odd offset.
  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"F6_E2M3", "F6_E3M2", "C64", "C128"})
  void stridedAndRowMajorElementsAreEqual(DType dtype) {
    int bytes = (15 * dtype.bits() + 7) / 8;
    byte[] file = new byte[bytes + 3];
    new Random(1).nextBytes(file);
    for (Endian endian : Endian.values()) {
      Storage storage = new Storage("f", 3, bytes, endian, new Storage.Encoding.Plain());
      MatrixView view = new MatrixView(storage, dtype, 3, 5, 0, 5, 1);
      double[] rows = decode(view, file);
      double[] columns = decode(view.transposed(), file);
      MemorySegment stored = MemorySegment.ofArray(file).asSlice(3);
      ElementReader.At reader = ElementReader.of(dtype, endian.order());
      for (int i = 0; i < 15; i++) {
        assertThat(rows[i]).isEqualTo(Double.valueOf(reader.read(stored, i)));
        assertThat(columns[(i % 5) * 3 + i / 5]).isEqualTo(Double.valueOf(rows[i]));
      }
    }
  }

  @Test
  void decodeTellsWhetherAllElementsAreFinite() {
    Storage storage = Storage.plain("f", 0, 4);
    MatrixView view = new MatrixView(storage, DType.F16, 1, 2, 0, 2, 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(16, 8);
      for (String hex : new String[] {"003c003c", "003c007c", "003c007e"}) {
        HeapSource source = new HeapSource("f", HexFormat.of().parseHex(hex));
        try (Decoder decoder = new Decoder(new OneFile(source))) {
          assertThat(decoder.decode(view, target)).isEqualTo(hex.equals("003c003c"));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void labelsLeadBackToTheType(DType dtype) {
    assertThat(DType.ofLabel(dtype.label())).contains(dtype);
    assertThat(DType.ofLabel(dtype.name() + "x")).isEmpty();
  }

  @Test
  void epsilonsAreThoseOfTheTypes() {
    assertThat(DType.F64.epsilon()).isEqualTo(Math.ulp(1.0));
    assertThat(DType.F32.epsilon()).isEqualTo(Math.ulp(1.0f));
    assertThat(DType.F16.epsilon()).isEqualTo(0x1p-10);
    assertThat(DType.I8.epsilon()).isEqualTo(1);
  }
}
