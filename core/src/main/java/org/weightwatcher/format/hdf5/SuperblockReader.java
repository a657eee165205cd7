package org.weightwatcher.format.hdf5;

import io.jhdf.Superblock;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.weightwatcher.error.ErrorCode;

/// Finds the superblock, at the start or behind a user block of 512 bytes or a power of two times
/// that, and checks it before jHDF sees it.
///
/// @param source the file
record SuperblockReader(Hdf5Source source) {
  private static final byte[] SIGNATURE =
      "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final long USER_BLOCK_MIN = 512;
  private static final long USER_BLOCK_MAX = 16L << 20;

  /// No superblock is longer, and no file shorter than this one holds an object.
  private static final int BYTES = 128;

  /// The file and the address of its root group.
  record Opened(Hdf5Bytes bytes, long root) {}

  Opened read() {
    long base = base();
    MemorySegment head =
        source.bytes().asSlice(base, Math.min(BYTES, source.bytes().byteSize() - base));
    check(head, base);
    ByteBuffer buffer = head.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    Superblock superblock = Superblock.readSuperblock(buffer);
    Hdf5Bytes bytes = new Hdf5Bytes(source, base, superblock);
    checkEnd(superblock, base);
    return switch (superblock) {
      case Superblock.SuperblockV0V1 old ->
          new Opened(
              bytes, bytes.address(old.getRootGroupSymbolTableAddress() + old.getSizeOfOffsets()));
      case Superblock.SuperblockV2V3 recent ->
          new Opened(bytes, recent.getRootGroupObjectHeaderAddress());
      default -> throw new Damage(ErrorCode.E_UNSUPPORTED, "unknown HDF5 superblock", "");
    };
  }

  private long base() {
    if (isSignature(0)) {
      return 0;
    }
    for (long at = USER_BLOCK_MIN; at <= USER_BLOCK_MAX; at *= 2) {
      if (isSignature(at)) {
        return at;
      }
    }
    throw new Damage(
        ErrorCode.E_MALFORMED, "no HDF5 signature at byte 0 or behind a user block", "");
  }

  private boolean isSignature(long at) {
    MemorySegment bytes = source.bytes();
    return at <= bytes.byteSize() - SIGNATURE.length
        && bytes.asSlice(at, SIGNATURE.length).mismatch(MemorySegment.ofArray(SIGNATURE)) < 0;
  }

  private void check(MemorySegment head, long base) {
    if (head.byteSize() < BYTES) {
      throw new Damage(
          ErrorCode.E_TRUNCATED,
          "is cut short: an HDF5 file must have at least %d bytes but has %d"
              .formatted(BYTES, head.byteSize()),
          "");
    }
    int version = u8(head, 8);
    if (version > 3) {
      throw new Damage(
          ErrorCode.E_UNSUPPORTED,
          "HDF5 superblock version must be 0 to 3 but was " + version,
          place(base + 8));
    }
    int at = version < 2 ? 13 : 9;
    for (int i = at; i < at + 2; i++) {
      if (u8(head, i) != Integer.BYTES && u8(head, i) != Long.BYTES) {
        throw new Damage(
            ErrorCode.E_MALFORMED,
            "HDF5 addresses and lengths must have 4 or 8 bytes but have " + u8(head, i),
            place(base + i));
      }
    }
  }

  private void checkEnd(Superblock superblock, long base) {
    long end = superblock.getEndOfFileAddress();
    long has = source.bytes().byteSize();
    // The library counts the end with or without the user block, depending on its version.
    if (end < 0 || end - base > has - base) {
      throw new Damage(
          ErrorCode.E_TRUNCATED,
          "is cut short: its HDF5 superblock says %s bytes, it has %d"
              .formatted(Long.toUnsignedString(end), has),
          "");
    }
  }

  private String place(long offset) {
    return "byte " + (source.start() + offset);
  }

  private static int u8(MemorySegment bytes, long at) {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
  }
}
