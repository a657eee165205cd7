package org.weightwatcher.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.hdf5.Hdf5Builder.UNDEFINED;
import static org.weightwatcher.format.hdf5.Hdf5Builder.bytes;
import static org.weightwatcher.format.hdf5.Hdf5Builder.dims;
import static org.weightwatcher.format.hdf5.Hdf5Builder.filter;
import static org.weightwatcher.format.hdf5.Hdf5Builder.float32;
import static org.weightwatcher.format.hdf5.Hdf5Builder.growing;
import static org.weightwatcher.format.hdf5.Hdf5Builder.link;
import static org.weightwatcher.format.hdf5.Hdf5Builder.message;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u16;
import static org.weightwatcher.format.hdf5.Hdf5Builder.u8;
import static org.weightwatcher.format.hdf5.Hdf5Reading.decoded;
import static org.weightwatcher.format.hdf5.Hdf5Reading.unreadable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.Shape;

/// Judge: element `(r, c)` of a 5 x 5 array is `10 r + c`, cut here by hand into blocks of 2 x 3
/// and listed in each kind of index that the format knows. Elements of absent blocks are the fill
/// value.
class ChunkedDatasetTest {
  private static final int N = 5;
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;
  private static final int CHUNK_BYTES = 4 * ROWS * COLUMNS;
  private static final float FILL = 0.5f;

  private final Hdf5Builder builder = new Hdf5Builder();

  /// The block at a place of the 3 x 2 grid; what lies outside of the array is noise.
  private static byte[] block(int place) {
    List<Object> floats = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        int row = (place / 2) * ROWS + r;
        int column = (place % 2) * COLUMNS + c;
        floats.add((float) (row < N && column < N ? 10 * row + column : -99));
      }
    }
    return bytes(floats.toArray());
  }

  private static double[] expected(int... absent) {
    double[] all = new double[N * N];
    for (int i = 0; i < all.length; i++) {
      int place = i / N / ROWS * 2 + i % N / COLUMNS;
      boolean gone = false;
      for (int other : absent) {
        gone |= other == place;
      }
      all[i] = gone ? FILL : numberAt(i);
    }
    return all;
  }

  private static double numberAt(int index) {
    int row = index / N;
    return 10 * row + index % N;
  }

  private static byte[] layout(int flags, int type, Object... index) {
    return message(
        0x08,
        u8(4),
        u8(2),
        u8(flags),
        u8(3),
        u8(1),
        u8(ROWS),
        u8(COLUMNS),
        u8(4),
        u8(type),
        bytes(index));
  }

  private byte[] file(byte[] dims, byte[] layout, byte[]... more) {
    List<byte[]> messages = new ArrayList<>(List.of(dims, float32(), layout));
    messages.add(message(0x05, u8(3), u8(0x20), 4, FILL));
    messages.addAll(List.of(more));
    long dataset = builder.object(messages.toArray(byte[][]::new));
    return builder.build(builder.object(link("d", dataset)));
  }

  private long[] blocks() {
    long[] addresses = new long[6];
    for (int place = 0; place < 6; place++) {
      addresses[place] = builder.append(block(place));
    }
    return addresses;
  }

  @Test
  void implicitBlocksLieOneBehindTheOther() {
    long start = blocks()[0];
    assertThat(decoded(file(dims(N, N), layout(0, 2, start)), "d")).isEqualTo(expected());
  }

  @Test
  void aFixedArrayListsAddresses() {
    long[] at = blocks();
    long block =
        builder.append("FADB", u8(0), u8(0), 0L, at[0], at[1], UNDEFINED, at[3], at[4], at[5], 0);
    long header = builder.append("FAHD", u8(0), u8(0), u8(8), u8(10), 6L, block, 0);
    assertThat(decoded(file(dims(N, N), layout(0, 3, u8(10), header)), "d")).isEqualTo(expected(2));
  }

  @Test
  void aPageOfAFixedArrayWhoseBitIsClearHasNoBlocks() {
    long[] at = blocks();
    // Three pages of two entries; the second was never written and holds noise.
    long block =
        builder.append(
            "FADB",
            u8(0),
            u8(0),
            0L,
            u8(0b1010_0000),
            0,
            at[0],
            at[1],
            0,
            7L,
            7L,
            0,
            at[4],
            at[5],
            0);
    long header = builder.append("FAHD", u8(0), u8(0), u8(8), u8(1), 6L, block, 0);
    assertThat(decoded(file(dims(N, N), layout(0, 3, u8(1), header)), "d"))
        .isEqualTo(expected(2, 3));
  }

  @Test
  void anExtensibleArrayNumbersTheUnlimitedAxisFirst() {
    long[] at = blocks();
    // Columns may grow: numbers run over rows of blocks inside each column of blocks.
    long[] order = {at[0], at[2], at[4], at[1], at[3], at[5]};
    long data1 = builder.append("EADB", u8(0), u8(0), 0L, u8(0), u8(0), u8(0), u8(0), order[2], 0);
    long data2 =
        builder.append("EADB", u8(0), u8(0), 0L, u8(0), u8(0), u8(0), u8(0), order[3], order[4], 0);
    long data3 =
        builder.append("EADB", u8(0), u8(0), 0L, u8(0), u8(0), u8(0), u8(0), order[5], 7L, 0);
    // Two entries, then with 2 pointers: super block 0 (one block of 1) and 1 (one block of 2) are
    // listed here, super block 2 (two blocks of 2) has a block of its own.
    long superBlock =
        builder.append("EASB", u8(0), u8(0), 0L, u8(0), u8(0), u8(0), u8(0), data3, UNDEFINED, 0);
    long index =
        builder.append("EAIB", u8(0), u8(0), 0L, order[0], order[1], data1, data2, superBlock, 0);
    long header =
        builder.append(
            "EAHD", u8(0), u8(0), u8(8), u8(32), u8(2), u8(1), u8(2), u8(10), 0L, 0L, 0L, 0L, 6L,
            6L, index, 0);
    byte[] space = growing(new long[] {N, N}, new long[] {N, -1});
    byte[] layout = layout(0, 4, u8(32), u8(2), u8(1), u8(2), u8(10), header);
    assertThat(decoded(file(space, layout), "d")).isEqualTo(expected());
  }

  @Test
  void aSparseExtensibleArrayKeepsItsPlaces() {
    long[] at = blocks();
    long index =
        builder.append("EAIB", u8(0), u8(0), 0L, at[0], UNDEFINED, at[2], at[3], at[4], at[5]);
    long header =
        builder.append(
            "EAHD", u8(0), u8(0), u8(8), u8(32), u8(6), u8(1), u8(2), u8(10), 0L, 0L, 0L, 0L, 6L,
            6L, index, 0);
    byte[] space = growing(new long[] {N, N}, new long[] {-1, N});
    byte[] layout = layout(0, 4, u8(32), u8(6), u8(1), u8(2), u8(10), header);
    assertThat(decoded(file(space, layout), "d")).isEqualTo(expected(1));
  }

  @Test
  void aTreeOfVersion2HoldsScaledCorners() {
    long[] at = blocks();
    List<Object> leaf = new ArrayList<>(List.of("BTLF", u8(0), u8(10)));
    for (int place : new int[] {5, 0, 3, 1, 2}) {
      leaf.addAll(List.of(at[place], (long) place / 2, (long) place % 2));
    }
    long node = builder.append(leaf.toArray());
    builder.append(new byte[256]);
    long header =
        builder.append(
            "BTHD", u8(0), u8(10), 256, u16(24), u16(0), u8(100), u8(40), node, u16(5), 5L, 0);
    byte[] space = growing(new long[] {N, N}, new long[] {-1, -1});
    byte[] layout = layout(0, 5, 256, u8(100), u8(40), header);
    assertThat(decoded(file(space, layout), "d")).isEqualTo(expected(4));
  }

  private byte[] old(long tree) {
    return message(0x08, u8(3), u8(2), u8(3), tree, ROWS, COLUMNS, 4);
  }

  /// A leaf of a B-tree of version 1 with stored sizes and filter masks.
  private long leaf(long[] at, int[] sizes, int[] masks) {
    List<Object> node = new ArrayList<>(List.of("TREE", u8(1), u8(0), u16(at.length)));
    node.addAll(List.of(UNDEFINED, UNDEFINED));
    for (int i = 0; i < at.length; i++) {
      node.addAll(List.of(sizes[i], masks[i], (long) i / 2 * ROWS, (long) i % 2 * COLUMNS, 0L));
      node.add(at[i]);
    }
    node.addAll(List.of(0, 0, 0L, 0L, 0L));
    return builder.append(node.toArray());
  }

  private static int[] all(int value) {
    return new int[] {value, value, value, value, value, value};
  }

  @Test
  void aTreeOfVersion1HoldsCorners() {
    long tree = leaf(blocks(), all(CHUNK_BYTES), all(0));
    assertThat(decoded(file(dims(N, N), old(tree)), "d")).isEqualTo(expected());
  }

  @Test
  void blocksAreInflatedUnlessTheirMaskSaysNo() {
    long[] at = new long[6];
    int[] sizes = all(0);
    for (int place = 0; place < 6; place++) {
      byte[] stored = place == 1 ? block(1) : deflated(block(place));
      at[place] = builder.append(stored);
      sizes[place] = stored.length;
    }
    int[] masks = {0, 1, 0, 0, 0, 0};
    byte[] file = file(dims(N, N), old(leaf(at, sizes, masks)), filter(1, 6));
    assertThat(decoded(file, "d")).isEqualTo(expected());
  }

  private static byte[] deflated(byte[] content) {
    byte[] buffer = new byte[1000];
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(content);
      deflater.finish();
      return Arrays.copyOf(buffer, deflater.deflate(buffer));
    }
  }

  @Test
  void anUnknownFilterIsNamed() {
    long tree = leaf(blocks(), all(CHUNK_BYTES), all(0));
    assertThat(unreadable(file(dims(N, N), old(tree), filter(32015)), "d").reason())
        .isEqualTo("HDF5 filter 32015 (zstd) is not read");
  }

  @Test
  void aTreeWithACycleIsRefused() {
    long at = builder.here();
    builder.append(
        "TREE", u8(1), u8(1), u16(2), UNDEFINED, UNDEFINED, 0, 0, 0L, 0L, 0L, at, 0, 0, 0L, 0L, 0L,
        at, 0, 0, 0L, 0L, 0L);
    assertThat(unreadable(file(dims(N, N), old(at)), "d").reason())
        .isEqualTo("HDF5 B-tree has a node twice");
  }

  @Test
  void twoBlocksOfOnePlaceAreRefused() {
    long[] at = blocks();
    List<Object> node = new ArrayList<>(List.of("TREE", u8(1), u8(0), u16(2)));
    node.addAll(List.of(UNDEFINED, UNDEFINED));
    node.addAll(List.of(CHUNK_BYTES, 0, 0L, 3L, 0L, at[1], CHUNK_BYTES, 0, 0L, 3L, 0L, at[2]));
    node.addAll(List.of(0, 0, 0L, 0L, 0L));
    long tree = builder.append(node.toArray());
    assertThat(unreadable(file(dims(N, N), old(tree)), "d").reason())
        .isEqualTo("HDF5 chunk must begin at an own multiple of [2, 3]");
  }

  @Test
  void aBlockBeyondTheFileIsRefused() {
    long[] at = blocks();
    at[3] = 1_000_000;
    byte[] file = file(dims(N, N), old(leaf(at, all(CHUNK_BYTES), all(0))));
    assertThat(unreadable(file, "d").reason())
        .isEqualTo(
            "is cut short or damaged: needs 24 bytes at HDF5 address 1000000, the file ends at "
                + file.length);
  }

  @Test
  void blocksWithoutExtentAreRefused() {
    byte[] layout = message(0x08, u8(3), u8(2), u8(3), UNDEFINED, 0, COLUMNS, 4);
    assertThat(unreadable(file(dims(N, N), layout), "d").reason())
        .isEqualTo("HDF5 chunk must have 1 to 1073741824 bytes but its dimension 0 is 0");
  }

  @Test
  void aFilterThatRepeatsIsRefused() {
    byte[] twice = message(0x0b, u8(2), u8(2), u16(2), u16(0), u16(0), u16(2), u16(0), u16(0));
    long tree = leaf(blocks(), all(CHUNK_BYTES), all(0));
    assertThat(unreadable(file(dims(N, N), old(tree), twice), "d"))
        .isEqualTo(limit("HDF5 dataset must have each filter once but has filter 2 twice"));
  }

  @Test
  void fourFiltersAreReadAndNoMore() {
    List<Object> five = new ArrayList<>(List.of(u8(2), u8(5)));
    for (int id = 1; id <= 5; id++) {
      five.addAll(List.of(u16(id), u16(0), u16(0)));
    }
    long tree = leaf(blocks(), all(CHUNK_BYTES), all(0));
    byte[] file = file(dims(N, N), old(tree), message(0x0b, five.toArray()));
    assertThat(unreadable(file, "d")).isEqualTo(limit("HDF5 dataset has 5 filters, more than 4"));
  }

  private static Hdf5Object.Unreadable limit(String reason) {
    return new Hdf5Object.Unreadable(Shape.of(N, N), ErrorCode.E_LIMIT, reason);
  }

  @Test
  void blocksLargerThanTheDatasetAreRefused() {
    byte[] layout = message(0x08, u8(3), u8(2), u8(3), UNDEFINED, ROWS, N + 1, 4);
    assertThat(unreadable(file(dims(N, N), layout), "d"))
        .isEqualTo(
            new Hdf5Object.Unreadable(
                Shape.of(N, N),
                ErrorCode.E_MALFORMED,
                "HDF5 chunk must not exceed its dataset but its dimension 1 is 6, more than 5"));
  }

  @Test
  void blocksMayExceedADatasetThatMayGrow() {
    byte[] layout = message(0x08, u8(3), u8(2), u8(3), UNDEFINED, ROWS, N + 1, 4);
    byte[] space = growing(new long[] {N, N}, new long[] {N, -1});
    assertThat(decoded(file(space, layout), "d")).isEqualTo(expected(0, 1, 2, 3, 4, 5));
  }

  @Test
  void whatBlocksDecodeToIsBoundedByTheDataset() {
    // Three blocks of 24 MiB for 25 numbers, all of the same few bytes of the file.
    long at = builder.append(deflated(block(0)));
    List<Object> node = new ArrayList<>(List.of("TREE", u8(1), u8(0), u16(3)));
    node.addAll(List.of(UNDEFINED, UNDEFINED));
    for (int row = 0; row < 3; row++) {
      node.addAll(List.of(8, 0, (long) row * ROWS, 0L, 0L, at));
    }
    node.addAll(List.of(0, 0, 0L, 0L, 0L));
    long tree = builder.append(node.toArray());
    byte[] layout = message(0x08, u8(3), u8(2), u8(3), tree, ROWS, 3 << 20, 4);
    byte[] space = growing(new long[] {N, N}, new long[] {N, -1});
    assertThat(unreadable(file(space, layout, filter(1, 6)), "d"))
        .isEqualTo(
            limit(
                "HDF5 dataset of 100 bytes has chunks of 75497472 bytes in all, more than"
                    + " 67118864"));
  }

  @Test
  void implicitBlocksAreCountedBeforeTheyAreListed() {
    long start = blocks()[0];
    byte[] space = growing(new long[] {N, N}, new long[] {1L << 40, N});
    assertThat(unreadable(file(space, layout(0, 2, start)), "d"))
        .isEqualTo(limit("HDF5 dataset has more than 10000000 chunks"));
  }

  @Test
  void nothingWrittenIsAllFillValue() {
    byte[] file = file(dims(N, N), old(UNDEFINED));
    assertThat(decoded(file, "d")).isEqualTo(expected(0, 1, 2, 3, 4, 5));
  }
}
