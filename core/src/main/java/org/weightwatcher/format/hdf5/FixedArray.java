package org.weightwatcher.format.hdf5;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.format.Limits;

/// A fixed array: one block of entries, in pages when there are many.
///
/// ```text
/// FAHD  u8, client u8 (1 filtered), entry bytes u8, page bits u8, entries, address of FADB
/// FADB  u8, client u8, address of FAHD; entries; or page bitmap, checksum, pages of 2^bits entries
///       with a checksum each
/// ```
///
/// @param bytes the file
/// @param index receives the entries
record FixedArray(Hdf5Bytes bytes, ChunkIndex index) {
  private static final int CHECKSUM = 4;
  private static final int PAGE_BITS_MAX = 24;

  void read(long header) {
    bytes.signature("FAHD", header);
    boolean filtered = bytes.u8(header + 5) == 1;
    int entryBytes = bytes.u8(header + 6);
    int pageBits = bytes.u8(header + 7);
    long entries = bytes.number(header + 8, bytes.getSizeOfLengths());
    long block = bytes.address(header + 8 + bytes.getSizeOfLengths());
    int least = bytes.getSizeOfOffsets() + (filtered ? CHECKSUM + 1 : 0);
    if (entries < 0
        || entries > Limits.HDF5_CHUNKS
        || pageBits > PAGE_BITS_MAX
        || entryBytes < least) {
      throw bytes.malformed(
          "HDF5 fixed array has %s entries of %d bytes in pages of 2^%d"
              .formatted(Long.toUnsignedString(entries), entryBytes, pageBits),
          header);
    }
    if (bytes.isUndefined(block)) {
      return;
    }
    bytes.signature("FADB", block);
    long at = block + 6 + bytes.getSizeOfOffsets();
    long page = 1L << pageBits;
    if (entries <= page) {
      index.entries(bytes.slice(at, entries * entryBytes), entryBytes, 0, filtered);
      return;
    }
    long pages = Math.ceilDiv(entries, page);
    MemorySegment bitmap = bytes.slice(at, Math.ceilDiv(pages, Byte.SIZE));
    at += bitmap.byteSize() + CHECKSUM;
    for (long i = 0; i < pages; i++) {
      long count = Math.min(page, entries - i * page);
      // A page whose bit is clear was never written.
      if (isSet(bitmap, i)) {
        index.entries(bytes.slice(at, count * entryBytes), entryBytes, i * page, filtered);
      }
      at += count * entryBytes + CHECKSUM;
    }
  }

  static boolean isSet(MemorySegment bitmap, long bit) {
    return (Hdf5Bytes.number(bitmap, bit / Byte.SIZE, 1) & (0x80 >> (bit % Byte.SIZE))) != 0;
  }
}
