package org.weightwatcher.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightwatcher.format.hdf5.Hdf5Builder.UNDEFINED;
import static org.weightwatcher.format.hdf5.Hdf5Builder.bytes;
import static org.weightwatcher.format.hdf5.Hdf5Builder.emptyGroup;
import static org.weightwatcher.format.hdf5.Hdf5Builder.link;
import static org.weightwatcher.format.hdf5.Hdf5Builder.message;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u16;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u8;
import static org.weightwatcher.format.hdf5.Hdf5Reading.open;
import static org.weightwatcher.format.hdf5.Hdf5Reading.unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.tensor.Shape;

/// Judge: the published format. One long text of a file may be referred to many times; what is
/// copied must be bounded by the size of the file.
class RepeatedTextTest {
  private static final String LOOP =
      "HDF5 structure must be read once but its parts lead back to each other";

  private final Hdf5Builder builder = new Hdf5Builder();

  /// A group with an attribute of references to one text of a global heap.
  private byte[] names(int length, int references) {
    long heap =
        builder.append(
            "GCOL", u8(1), u8(0), u16(0), 48L + length, u16(1), u16(1), 0, (long) length);
    for (int i = 0; i < length; i += 1 << 15) {
      builder.append("a".repeat(Math.min(1 << 15, length - i)));
    }
    builder.append(u16(0), u16(0), 0, 16L);
    List<Object> data = new ArrayList<>();
    for (int i = 0; i < references; i++) {
      data.addAll(List.of(length, heap, 1));
    }
    byte[] type = bytes(u8(0x19), u8(1), u16(0), 16, u8(0x13), u8(0), u16(0), 1);
    byte[] space = bytes(u8(2), u8(1), u8(0), u8(1), (long) references);
    byte[] attribute =
        message(
            0x0c,
            u8(3),
            u8(0),
            u16(2),
            u16(type.length),
            u16(space.length),
            u8(0),
            "n\0",
            type,
            space,
            bytes(data.toArray()));
    return builder.build(builder.object(emptyGroup(), attribute));
  }

  private static void refuses(byte[] file, ErrorCode code, String message) {
    assertThatThrownBy(() -> open(file).strings("n"))
        .isInstanceOfSatisfying(
            ModelFormatException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage("f.h5: attribute n: " + message);
  }

  @Test
  void oneTextMayBeLong() {
    assertThat(open(names(65_536, 1)).strings("n"))
        .isEqualTo(Optional.of(List.of("a".repeat(65_536))));
  }

  @Test
  void namesOfAListAreShort() {
    assertThat(open(names(65_528, 2)).strings("n").orElseThrow())
        .containsExactly("a".repeat(65_528), "a".repeat(65_528));
    refuses(
        names(65_536, 2),
        ErrorCode.E_LIMIT,
        "HDF5 attribute has a name of 65536 bytes, more than 65535");
  }

  @Test
  void referencesToOneTextAreCounted() {
    // 3000 x 40,000 bytes from a file of 88,000.
    refuses(names(40_000, 3000), ErrorCode.E_MALFORMED, LOOP);
  }

  @Test
  void symbolsThatPointIntoOneNameAreCounted() {
    int length = 60_000;
    long data = builder.append("a".repeat(length), u8(0), new byte[7]);
    long heap = builder.append("HEAP", u8(0), u8(0), u16(0), length + 8L, UNDEFINED, data);
    int count = 1000;
    List<Object> symbols = new ArrayList<>(List.of("SNOD", u8(1), u8(0), u16(count)));
    for (long i = 0; i < count; i++) {
      symbols.addAll(List.of(i, heap, 0, 0, 0L, 0L));
    }
    long node = builder.append(symbols.toArray());
    long tree = builder.append("TREE", u8(0), u8(0), u16(1), UNDEFINED, UNDEFINED, 0L, node, 0L);
    long group = builder.object(message(0x11, tree, heap));
    byte[] file = builder.build(builder.object(link("g", group)));
    assertThat(unreadable(file, "g"))
        .isEqualTo(new Hdf5Object.Unreadable(Shape.of(), ErrorCode.E_MALFORMED, LOOP));
  }

  @Test
  void tooLittleMemoryIsNoDamage() {
    assertThatThrownBy(() ->
            Damage.guarded(() -> {
              throw new OutOfMemoryError();
            }))
        .isInstanceOfSatisfying(
            Damage.class, damage -> assertThat(damage.code()).isEqualTo(ErrorCode.E_LIMIT))
        .hasMessage("HDF5 structure needs more memory than there is");
  }
}
