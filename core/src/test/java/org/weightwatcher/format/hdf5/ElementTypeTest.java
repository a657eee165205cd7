package org.weightwatcher.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.hdf5.Hdf5Builder.attribute;
import static org.weightwatcher.format.hdf5.Hdf5Builder.bytes;
import static org.weightwatcher.format.hdf5.Hdf5Builder.compact;
import static org.weightwatcher.format.hdf5.Hdf5Builder.dims;
import static org.weightwatcher.format.hdf5.Hdf5Builder.floats;
import static org.weightwatcher.format.hdf5.Hdf5Builder.integers;
import static org.weightwatcher.format.hdf5.Hdf5Builder.link;
import static org.weightwatcher.format.hdf5.Hdf5Builder.message;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u16;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u8;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightwatcher.tensor.DType;

/// Judge: two numbers, 1.5 and -2, whose bits in each type are known.
class ElementTypeTest {
  private static byte[] file(byte[] type, byte[] data, byte[]... more) {
    Hdf5Builder builder = new Hdf5Builder();
    List<byte[]> messages = new ArrayList<>(List.of(dims(2), type, compact(data)));
    messages.addAll(List.of(more));
    long dataset = builder.object(messages.toArray(byte[][]::new));
    return builder.build(builder.object(link("d", dataset)));
  }

  private static void reads(DType dtype, byte[] type, byte[] data, byte[]... more) {
    byte[] file = file(type, data, more);
    assertThat(Hdf5Reading.dataset(file, "d").dtype()).isEqualTo(dtype);
    assertThat(Hdf5Reading.decoded(file, "d")).containsExactly(1.5, -2);
  }

  private static void refuses(String reason, byte[] type, byte[] data) {
    assertThat(Hdf5Reading.unreadable(file(type, data), "d").reason()).isEqualTo(reason);
  }

  @Test
  void floatsAreToldByTheirBits() {
    reads(DType.F64, floats(8, 11, 52), bytes(1.5, -2.0));
    reads(DType.F32, floats(4, 8, 23), bytes(1.5f, -2f));
    reads(DType.F16, floats(2, 5, 10), bytes(u16(0x3e00), u16(0xc000)));
    // The same two bytes of width as a half, and other numbers.
    reads(DType.BF16, floats(2, 8, 7), bytes(u16(0x3fc0), u16(0xc000)));
  }

  @Test
  void floatsMayBeBigEndian() {
    reads(
        DType.F32,
        floats(4, 8, 23, true),
        new byte[] {0x3f, (byte) 0xc0, 0, 0, (byte) 0xc0, 0, 0, 0});
    reads(DType.F16, floats(2, 5, 10, true), new byte[] {0x3e, 0, (byte) 0xc0, 0});
  }

  @Test
  void otherFloatsAreRefused() {
    refuses(
        "HDF5 elements are floating-point numbers of 8 bits with 4 for the exponent, which are not"
            + " read",
        floats(1, 4, 3),
        bytes(u8(0), u8(0)));
  }

  @Test
  void bfloat16IsNamedByAnAttribute() {
    byte[] opaque = message(0x03, u8(0x15), u8(0), u8(0), u8(0), 2);
    byte[] data = bytes(u16(0x3fc0), u16(0xc000));
    reads(DType.BF16, opaque, data, attribute("dtype", "bfloat16"));
    reads(DType.BF16, integers(2, false, false), data, attribute("dtype", "bfloat16"));
    refuses("HDF5 elements are opaque, 2 bytes each, which are not read", opaque, data);
  }

  @Test
  void integersAreRead() {
    byte[] data = {1, 0, 0, 0, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    byte[] signed = file(integers(4, true, false), data);
    assertThat(Hdf5Reading.dataset(signed, "d").dtype()).isEqualTo(DType.I32);
    assertThat(Hdf5Reading.decoded(signed, "d")).containsExactly(1, -2);
    byte[] unsigned = file(integers(4, false, false), data);
    assertThat(Hdf5Reading.decoded(unsigned, "d")).containsExactly(1, 4294967294.0);
    byte[] big = file(integers(2, true, true), new byte[] {0, 1, (byte) 0xff, (byte) 0xfe});
    assertThat(Hdf5Reading.dataset(big, "d").dtype()).isEqualTo(DType.I16);
    assertThat(Hdf5Reading.decoded(big, "d")).containsExactly(1, -2);
    refuses(
        "HDF5 elements are integers of 24 bits in 24, which are not read",
        integers(3, true, false),
        new byte[6]);
  }

  @Test
  void booleansAreEnumerations() {
    byte[] base = bytes(u8(0x10), u8(8), u16(0), 1, u16(0), u16(8));
    byte[] type =
        message(0x03, u8(0x38), u16(2), u8(0), 1, base, "FALSE\0", "TRUE\0", u8(0), u8(1));
    byte[] file = file(type, new byte[] {0, 1});
    assertThat(Hdf5Reading.dataset(file, "d").dtype()).isEqualTo(DType.BOOL);
    assertThat(Hdf5Reading.decoded(file, "d")).containsExactly(0, 1);
  }

  @Test
  void complexNumbersAreCompounds() {
    byte[] part =
        bytes(
            u8(0x11), u8(0x20), u8(31), u8(0), 4, u16(0), u16(32), u8(23), u8(8), u8(0), u8(23),
            127);
    byte[] type = message(0x03, u8(0x36), u16(2), u8(0), 8, "r\0", u8(0), part, "i\0", u8(4), part);
    assertThat(Hdf5Reading.dataset(file(type, new byte[16]), "d").dtype()).isEqualTo(DType.C64);
  }

  @Test
  void textsAreRefused() {
    byte[] text = message(0x03, u8(0x13), u8(0), u8(0), u8(0), 3);
    refuses("HDF5 elements are datatype class 3 of 3 bytes, which are not read", text, new byte[6]);
  }
}
