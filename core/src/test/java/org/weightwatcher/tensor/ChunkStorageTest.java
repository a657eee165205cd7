package org.weightwatcher.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.bytes.HeapSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// Judge: eight bytes, 1 to 8, and what the definitions of the filters make of them.
class ChunkStorageTest {
  private static final byte[] NUMBERS = {1, 2, 3, 4, 5, 6, 7, 8};

  private static ByteSources sources(byte[] file) {
    return new ByteSources() {
      @Override
      public ByteSource open(String name) {
        return new HeapSource(name, file);
      }

      @Override
      public void close() {}
    };
  }

  private static Storage storage(byte[] file, ChunkFilter... filters) {
    ChunkGrid grid = new ChunkGrid(1, List.of(8L), List.of(8L));
    Chunk chunk = new Chunk(0, 0, file.length, 0);
    return new Storage(
        "f",
        0,
        8,
        Endian.LITTLE,
        new Storage.Encoding.Chunked(grid, List.of(filters), List.of(chunk), 0));
  }

  private static double[] decoded(Storage storage, byte[] file) {
    Tensor tensor = Tensor.rowMajor("t", DType.U8, Shape.of(2, 4), storage);
    try (Arena arena = Arena.ofConfined();
        Decoder decoder = new Decoder(sources(file))) {
      MemorySegment target = arena.allocate(ValueLayout.JAVA_DOUBLE, 8);
      assertThat(decoder.decode(tensor.matrix(0, 1, 0, 0), target)).isTrue();
      return target.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  private static void reads(byte[] file, ChunkFilter... filters) {
    assertThat(decoded(storage(file, filters), file)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  private static void refuses(String what, byte[] file, ChunkFilter... filters) {
    assertThatThrownBy(() -> decoded(storage(file, filters), file))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.E_MALFORMED);
              assertThat(e.location()).contains("byte 0");
            })
        .hasMessage("f: chunk 0 " + what);
  }

  private static byte[] deflated(byte[] content, boolean raw) {
    byte[] buffer = new byte[100];
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw)) {
      deflater.setInput(content);
      deflater.finish();
      return Arrays.copyOf(buffer, deflater.deflate(buffer));
    }
  }

  /// Sums modulo 65535 over big-endian words, as the definition says.
  private static byte[] checked(byte[] content) {
    long first = 0;
    long second = 0;
    for (int i = 0; i < content.length; i += 2) {
      first = (first + ((content[i] & 0xff) << 8 | (content[i + 1] & 0xff))) % 65535;
      second = (second + first) % 65535;
    }
    return ByteBuffer.allocate(content.length + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(content)
        .putInt((int) (second << 16 | first))
        .array();
  }

  @Test
  void shuffledBytesGoBack() {
    // Two elements of 3 bytes, plane by plane, and 2 bytes that are left over.
    reads(new byte[] {1, 4, 2, 5, 3, 6, 7, 8}, new ChunkFilter.Shuffle(3));
    reads(new byte[] {1, 5, 2, 6, 3, 7, 4, 8}, new ChunkFilter.Shuffle(4));
  }

  @Test
  void deflatedBytesAreInflated() {
    reads(deflated(NUMBERS, false), new ChunkFilter.Deflate());
  }

  @Test
  void inflationIsBounded() {
    byte[] stream = deflated(new byte[1000], false);
    refuses("has more than 12 bytes", stream, new ChunkFilter.Deflate());
    refuses(
        "must have 8 bytes but has 4",
        deflated(new byte[] {1, 2, 3, 4}, false),
        new ChunkFilter.Deflate());
    refuses(
        "ends after 0 bytes",
        Arrays.copyOf(deflated(NUMBERS, false), 2),
        new ChunkFilter.Deflate());
    refuses("is damaged after 0 bytes", NUMBERS, new ChunkFilter.Deflate());
  }

  @Test
  void checksumsAreVerified() {
    byte[] file = checked(NUMBERS);
    reads(file, new ChunkFilter.Fletcher32());
    // 1 + 2 + … in the upper and lower bytes of four words.
    assertThat(Fletcher32.of(MemorySegment.ofArray(NUMBERS)))
        .isEqualTo(
            (4 * 0x0102 + 3 * 0x0304 + 2 * 0x0506 + 0x0708) << 16
                | (0x0102 + 0x0304 + 0x0506 + 0x0708));
    file[3] ^= 1;
    assertThatThrownBy(() -> reads(file, new ChunkFilter.Fletcher32()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("f: chunk 0 has checksum 1e2b1015, not 1e281014");
    refuses("has 3 bytes, no room for its checksum", new byte[3], new ChunkFilter.Fletcher32());
  }

  @Test
  void checksumsWithSwappedBytesAreAccepted() {
    byte[] file = checked(NUMBERS);
    byte[] swapped = file.clone();
    for (int i = 8; i < 12; i += 2) {
      swapped[i] = file[i + 1];
      swapped[i + 1] = file[i];
    }
    reads(swapped, new ChunkFilter.Fletcher32());
  }

  @Test
  void filtersAreUndoneLastFirst() {
    byte[] shuffled = {1, 5, 2, 6, 3, 7, 4, 8};
    reads(
        checked(Arrays.copyOf(deflated(shuffled, false), 16)),
        new ChunkFilter.Shuffle(4),
        new ChunkFilter.Deflate(),
        new ChunkFilter.Fletcher32());
  }

  @Test
  void lzfCopiesAndRepeats() {
    reads(new byte[] {7, 1, 2, 3, 4, 5, 6, 7, 8}, new ChunkFilter.Lzf());
    ChunkGrid grid = new ChunkGrid(1, List.of(8L), List.of(8L));
    // Two literals, then six bytes from two back: the copy reads what it writes.
    byte[] file = {1, 9, 5, (byte) 0x80, 1};
    Storage.Encoding encoding =
        new Storage.Encoding.Chunked(
            grid, List.of(new ChunkFilter.Lzf()), List.of(new Chunk(0, 0, 5, 0)), 0);
    assertThat(decoded(new Storage("f", 0, 8, Endian.LITTLE, encoding), file))
        .containsExactly(9, 5, 9, 5, 9, 5, 9, 5);
  }

  @Test
  void lzfNeverLeavesItsBounds() {
    String what = "is no LZF stream of at most 12 bytes";
    refuses(what, new byte[] {7, 1, 2}, new ChunkFilter.Lzf());
    refuses(what, new byte[] {0, 1, 0x20, 5}, new ChunkFilter.Lzf());
    refuses(what, new byte[] {0, 1, (byte) 0xe0, 100, 0}, new ChunkFilter.Lzf());
    refuses(what, new byte[] {0, 1, (byte) 0xe0}, new ChunkFilter.Lzf());
  }

  @Test
  void storagesMayLieInsideInflatedOnes() {
    byte[] content = new byte[12];
    System.arraycopy(NUMBERS, 0, content, 3, 8);
    byte[] file = deflated(content, true);
    CRC32 crc = new CRC32();
    crc.update(content);
    Storage outer =
        new Storage(
            "f", 0, 12, Endian.LITTLE, new Storage.Encoding.Deflated(file.length, crc.getValue()));
    Storage inner =
        new Storage(
            "f",
            3,
            8,
            Endian.LITTLE,
            new Storage.Encoding.Inside(outer, new Storage.Encoding.Plain()));
    assertThat(decoded(inner, file)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(inner.allocated()).isEqualTo(12);
    Storage beyond =
        new Storage(
            "f",
            5,
            8,
            Endian.LITTLE,
            new Storage.Encoding.Inside(outer, new Storage.Encoding.Plain()));
    assertThatThrownBy(() -> decoded(beyond, file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("f is cut short: needs 8 bytes at offset 5 of an inflated entry of 12");
  }

  /// A step must not write over what it reads, however many steps there are.
  @Test
  void stepsTakeTwoBuffersInTurn() {
    try (ChunkBuffers buffers = new ChunkBuffers(8)) {
      MemorySegment first = buffers.next();
      MemorySegment second = buffers.next();
      assertThat(first.byteSize()).isEqualTo(8);
      assertThat(second.address()).isNotEqualTo(first.address());
      assertThat(buffers.next().address()).isEqualTo(first.address());
      assertThat(buffers.next().address()).isEqualTo(second.address());
    }
    byte[] literals = {7, 1, 5, 2, 6, 3, 7, 4, 8};
    reads(
        checked(Arrays.copyOf(deflated(literals, false), 18)),
        new ChunkFilter.Shuffle(4),
        new ChunkFilter.Lzf(),
        new ChunkFilter.Deflate(),
        new ChunkFilter.Fletcher32());
  }

  @Test
  void shuffledBytesThatAreTooManyAreRefused() {
    refuses("must have at most 12 bytes but has 13", new byte[13], new ChunkFilter.Shuffle(4));
  }

  @Test
  void hashingDoesNotWalkTheBlocks() {
    byte[] longer = new byte[9];
    assertThat(storage(NUMBERS).hashCode()).isEqualTo(storage(longer).hashCode());
    assertThat(storage(NUMBERS)).isEqualTo(storage(NUMBERS)).isNotEqualTo(storage(longer));
  }

  @Test
  void assemblingIsCounted() {
    assertThat(storage(NUMBERS).allocated()).isEqualTo(8);
    assertThat(storage(NUMBERS, new ChunkFilter.Lzf()).allocated()).isEqualTo(8 + 2 * 8);
  }
}
