package org.weightwatcher.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightwatcher.format.hdf5.Hdf5Builder.UNDEFINED;
import static org.weightwatcher.format.hdf5.Hdf5Builder.attribute;
import static org.weightwatcher.format.hdf5.Hdf5Builder.bytes;
import static org.weightwatcher.format.hdf5.Hdf5Builder.contiguous;
import static org.weightwatcher.format.hdf5.Hdf5Builder.dims;
import static org.weightwatcher.format.hdf5.Hdf5Builder.emptyGroup;
import static org.weightwatcher.format.hdf5.Hdf5Builder.externalLink;
import static org.weightwatcher.format.hdf5.Hdf5Builder.flagged;
import static org.weightwatcher.format.hdf5.Hdf5Builder.float32;
import static org.weightwatcher.format.hdf5.Hdf5Builder.link;
import static org.weightwatcher.format.hdf5.Hdf5Builder.message;
import static org.weightwatcher.format.hdf5.Hdf5Builder.softLink;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u16;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u8;
import static org.weightwatcher.format.hdf5.Hdf5Reading.decoded;
import static org.weightwatcher.format.hdf5.Hdf5Reading.open;
import static org.weightwatcher.format.hdf5.Hdf5Reading.unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.tensor.Shape;

/// Judge: the published format, by which the files are written here byte by byte.
class Hdf5FileTest {
  private final Hdf5Builder builder = new Hdf5Builder();

  private long pair() {
    long data = builder.append(1.5f, -2f);
    return builder.object(dims(2), float32(), contiguous(data, 8));
  }

  private byte[] rootOf(byte[]... messages) {
    return builder.build(builder.object(messages));
  }

  @Test
  void pathsLeadThroughGroups() {
    long group = builder.object(link("d", pair()));
    byte[] file = rootOf(link("g", group));
    assertThat(decoded(file, "g/d")).containsExactly(1.5, -2);
    assertThat(decoded(file, "/g/./d")).containsExactly(1.5, -2);
    assertThat(open(file).names()).containsExactly("g");
    assertThat(unreadable(file, "g/e"))
        .isEqualTo(
            new Hdf5Object.Unreadable(
                Shape.of(), ErrorCode.E_MISSING_PART, "HDF5 file has no g/e"));
    assertThat(unreadable(file, "g/d/x").reason()).isEqualTo("HDF5 file has no g/d/x");
  }

  @Test
  void softLinksAreFollowedInsideTheFile() {
    long inner = builder.object(softLink("up", "/a"), softLink("down", "d"), link("d", pair()));
    byte[] file = rootOf(link("g", inner), softLink("a", "g/down"));
    assertThat(decoded(file, "g/up")).containsExactly(1.5, -2);
  }

  @Test
  void sixteenSoftLinksAreFollowedAndNoMore() {
    List<byte[]> links = new ArrayList<>(List.of(link("l0", pair())));
    for (int i = 1; i <= 17; i++) {
      links.add(softLink("l" + i, "l" + (i - 1)));
    }
    byte[] file = rootOf(links.toArray(byte[][]::new));
    assertThat(decoded(file, "l16")).containsExactly(1.5, -2);
    assertThat(unreadable(file, "l17").reason())
        .isEqualTo("HDF5 soft links must lead to an object within 16 steps");
  }

  @Test
  void externalLinksAreNamedAndNotFollowed() {
    byte[] file = rootOf(externalLink("x", "../secret.h5"));
    assertThat(unreadable(file, "x"))
        .isEqualTo(
            new Hdf5Object.Unreadable(
                Shape.of(),
                ErrorCode.E_UNSAFE_PATH,
                "HDF5 external link to ../secret.h5, which is not opened"));
  }

  @Test
  void elementsInOtherFilesAreRefused() {
    byte[] external = message(0x07, u8(1), u8(0), u8(0), u8(0), u16(1), u16(1), 0L, 0L, 0L, 100L);
    long dataset = builder.object(dims(2), float32(), external, contiguous(UNDEFINED, 8));
    assertThat(unreadable(rootOf(link("d", dataset)), "d"))
        .isEqualTo(
            new Hdf5Object.Unreadable(
                Shape.of(2),
                ErrorCode.E_UNSAFE_PATH,
                "HDF5 dataset keeps its elements in another file, which is not opened"));
  }

  @Test
  void virtualDatasetsAreRefused() {
    byte[] virtual = message(0x08, u8(4), u8(3), 0L, 0);
    long dataset = builder.object(dims(2), float32(), virtual);
    assertThat(unreadable(rootOf(link("d", dataset)), "d").code())
        .isEqualTo(ErrorCode.E_UNSAFE_PATH);
  }

  @Test
  void aNameThatOccursTwiceIsRefused() {
    long one = pair();
    byte[] file = rootOf(link("g", builder.object(link("d", one), link("d", one))));
    assertThat(unreadable(file, "g"))
        .isEqualTo(
            new Hdf5Object.Unreadable(
                Shape.of(), ErrorCode.E_DUPLICATE, "HDF5 group has a name twice"));
  }

  @Test
  void aHeaderThatContinuesInItselfIsRefused() {
    long at = builder.here();
    long first = at + 10;
    builder.append("OHDR", u8(2), u8(2), 20, message(0x10, first, 20L), 0);
    assertThat(unreadable(rootOf(link("g", at)), "g").reason())
        .isEqualTo("HDF5 structure must begin with OCHK");
  }

  @Test
  void aSecondBlockThatLeadsToItselfIsRefused() {
    long block = builder.here();
    builder.append("OCHK", message(0x10, block, 28L), 0);
    long header = builder.object(message(0x10, block, 28L));
    assertThat(unreadable(rootOf(link("g", header)), "g").reason())
        .isEqualTo("HDF5 object header leads back to itself");
  }

  @Test
  void aTypeOfItsOwnIsShared() {
    long type = builder.object(float32());
    long data = builder.append(1.5f, -2f);
    byte[] shared = flagged(0x03, 2, u8(3), u8(2), type);
    long dataset = builder.object(dims(2), shared, contiguous(data, 8));
    assertThat(decoded(rootOf(link("d", dataset)), "d")).containsExactly(1.5, -2);
  }

  @Test
  void unknownMessagesArePassedOver() {
    long data = builder.append(1.5f, -2f);
    long dataset = builder.object(message(0x3f, 1, 2, 3), dims(2), float32(), contiguous(data, 8));
    assertThat(decoded(rootOf(link("d", dataset)), "d")).containsExactly(1.5, -2);
  }

  @Test
  void sizesAreCheckedAgainstTheFile() {
    long data = builder.append(1.5f);
    byte[] file =
        rootOf(
            link("short", builder.object(dims(2), float32(), contiguous(data, 4))),
            link("far", builder.object(dims(2), float32(), contiguous(1L << 40, 8))),
            link("huge", builder.object(dims(1L << 40, 1L << 40), float32(), contiguous(data, 8))));
    assertThat(unreadable(file, "short").reason())
        .isEqualTo("HDF5 dataset must have 8 bytes but has 4");
    assertThat(unreadable(file, "far").reason())
        .isEqualTo(
            "is cut short or damaged: needs 8 bytes at HDF5 address 1099511627776, the file ends at "
                + file.length);
    assertThat(unreadable(file, "huge").reason())
        .isEqualTo(
            "HDF5 dataset must have fewer than 2^63 bytes but has dimensions"
                + " [1099511627776, 1099511627776]");
  }

  @Test
  void emptyDatasetsNeedNoBytes() {
    long dataset = builder.object(dims(0, 1L << 40), float32(), contiguous(UNDEFINED, 0));
    assertThat(decoded(rootOf(link("d", dataset)), "d")).isEmpty();
  }

  @Test
  void attributesAreListsOfTexts() {
    byte[] file = rootOf(emptyGroup(), attribute("layer_names", "conv", "d"), attribute("none"));
    assertThat(open(file).strings("layer_names")).isEqualTo(Optional.of(List.of("conv", "d")));
    assertThat(open(file).strings("none")).isEqualTo(Optional.of(List.of()));
    assertThat(open(file).strings("layer")).isEmpty();
  }

  @Test
  void anAttributeThatIsNoTextIsRefused() {
    byte[] number =
        message(
            0x0c, u8(3), u8(0), u16(2), u16(12), u16(4), u8(0), "n\0", u8(0x10), u8(0), u8(0),
            u8(0), 4, u16(0), u16(32), u8(2), u8(0), u8(0), u8(0), 7);
    byte[] file = rootOf(emptyGroup(), number);
    assertThatThrownBy(() -> open(file).strings("n"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("f.h5: attribute n: HDF5 attribute must hold text but has datatype class 0");
  }

  @Test
  void aFileThatIsNoHdf5IsRefused() {
    assertThatThrownBy(() -> open(bytes("no signature")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("f.h5: no HDF5 signature at byte 0 or behind a user block");
  }

  @Test
  void widthsOfAddressesAreChecked() {
    byte[] file = rootOf(emptyGroup());
    file[13] = 3;
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("f.h5: HDF5 addresses and lengths must have 4 or 8 bytes but have 3");
  }
}
