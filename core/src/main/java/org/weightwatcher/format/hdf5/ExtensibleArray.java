package org.weightwatcher.format.hdf5;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.format.Limits;

/// An extensible array: entries in the index block, then in data blocks that grow, the later ones
/// below super blocks.
///
/// ```text
/// EAHD  u8, client u8 (1 filtered), entry bytes u8, max bits u8, entries of the index block u8,
///       least entries of a data block u8, least pointers of a super block u8, page bits u8,
///       6 lengths (the 5th: entries in use), address of EAIB
/// EAIB  u8, client u8, address of EAHD; entries; data blocks; super blocks
/// EASB  u8, client u8, address of EAHD, offset; [page bitmaps]; data blocks
/// EADB  u8, client u8, address of EAHD, offset; entries; or checksum, pages with a checksum each
/// ```
///
/// Super block `u` has `2^(u/2)` data blocks of `least · 2^((u+1)/2)` entries; those of the first
/// `2·log2(pointers)` stand in the index block itself.
final class ExtensibleArray {
  private static final int CHECKSUM = 4;
  private static final int PAGE_BITS_MAX = 24;
  private static final int LEVELS_MAX = 60;

  private final Hdf5Bytes bytes;
  private final ChunkIndex index;
  private final boolean filtered;
  private final int entryBytes;
  private final int offsetBytes;
  private final int inIndex;
  private final int least;
  private final int pointers;
  private final int pageBits;
  private final long used;
  private final long block;

  ExtensibleArray(Hdf5Bytes bytes, ChunkIndex index, long header) {
    this.bytes = bytes;
    this.index = index;
    bytes.signature("EAHD", header);
    this.filtered = bytes.u8(header + 5) == 1;
    this.entryBytes = bytes.u8(header + 6);
    this.offsetBytes = (bytes.u8(header + 7) + 7) / 8;
    this.inIndex = bytes.u8(header + 8);
    this.least = bytes.u8(header + 9);
    this.pointers = bytes.u8(header + 10);
    this.pageBits = bytes.u8(header + 11);
    int lengths = bytes.getSizeOfLengths();
    this.used = bytes.number(header + 12 + 4L * lengths, lengths);
    this.block = bytes.address(header + 12 + 6L * lengths);
    if (used < 0
        || used > Limits.HDF5_CHUNKS
        || least == 0
        || Integer.bitCount(pointers) != 1
        || pageBits > PAGE_BITS_MAX
        || entryBytes < bytes.getSizeOfOffsets() + (filtered ? CHECKSUM + 1 : 0)) {
      throw bytes.malformed(
          "HDF5 extensible array has %s entries of %d bytes, blocks of %d, %d pointers"
              .formatted(Long.toUnsignedString(used), entryBytes, least, pointers),
          header);
    }
  }

  void read() {
    if (used == 0 || bytes.isUndefined(block)) {
      return;
    }
    bytes.signature("EAIB", block);
    int width = bytes.getSizeOfOffsets();
    long at = block + 6 + width;
    add(at, Math.min(inIndex, used), 0);
    at += (long) inIndex * entryBytes;
    long first = inIndex;
    int direct = 2 * Integer.numberOfTrailingZeros(pointers);
    for (int u = 0; first < used && u < LEVELS_MAX; u++) {
      long blocks = 1L << (u / 2);
      long entries = least * (1L << ((u + 1) / 2));
      if (u < direct) {
        for (long i = 0; i < blocks && first < used; i++, at += width, first += entries) {
          readData(bytes.address(at), first, entries);
        }
      } else {
        readSuper(bytes.address(at), first, blocks, entries);
        at += width;
        first += blocks * entries;
      }
    }
  }

  private void readSuper(long address, long start, long blocks, long entries) {
    if (bytes.isUndefined(address)) {
      return;
    }
    bytes.signature("EASB", address);
    int width = bytes.getSizeOfOffsets();
    long at = address + 6 + width + offsetBytes;
    long pages = entries >> pageBits;
    long bitmapBytes = pages > 1 ? Math.ceilDiv(pages, Byte.SIZE) : 0;
    MemorySegment bitmaps = bytes.slice(at, blocks * bitmapBytes);
    at += blocks * bitmapBytes;
    long first = start;
    for (long i = 0; i < blocks && first < used; i++, first += entries) {
      long data = bytes.address(at + i * width);
      if (bitmapBytes == 0) {
        readData(data, first, entries);
      } else if (!bytes.isUndefined(data)) {
        readPages(data, first, pages, bitmaps.asSlice(i * bitmapBytes, bitmapBytes));
      }
    }
  }

  private void readData(long address, long first, long entries) {
    if (!bytes.isUndefined(address)) {
      bytes.signature("EADB", address);
      long at = address + 6 + bytes.getSizeOfOffsets() + offsetBytes;
      add(at, Math.min(entries, used - first), first);
    }
  }

  private void readPages(long address, long first, long pages, MemorySegment bitmap) {
    bytes.signature("EADB", address);
    long page = 1L << pageBits;
    long at = address + 6 + bytes.getSizeOfOffsets() + offsetBytes + CHECKSUM;
    for (long i = 0; i < pages && first + i * page < used; i++) {
      if (FixedArray.isSet(bitmap, i)) {
        add(at, Math.min(page, used - first - i * page), first + i * page);
      }
      at += page * entryBytes + CHECKSUM;
    }
  }

  private void add(long at, long count, long first) {
    index.entries(bytes.slice(at, count * entryBytes), entryBytes, first, filtered);
  }
}
