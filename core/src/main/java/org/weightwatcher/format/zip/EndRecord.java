package org.weightwatcher.format.zip;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.error.ErrorCode;

/// Where the central directory lies, as the end of the archive says.
///
/// ```text
/// PK 05 06  disk u16, directory disk u16, entries here u16, entries u16,
///           directory bytes u32, directory offset u32, comment length u16, comment
/// PK 06 07  directory disk u32, offset of PK 06 06 u64, disks u32       (20 bytes before PK 05 06)
/// PK 06 06  record bytes u64, versions 2 x u16, disk u32, directory disk u32, entries here u64,
///           entries u64, directory bytes u64, directory offset u64
/// ```
///
/// @param entries number of entries
/// @param offset first byte of the directory
/// @param bytes bytes of the directory; it ends before the end records
record EndRecord(long entries, long offset, long bytes) {
  private static final int SIGNATURE = 0x06054b50;
  private static final int LOCATOR = 0x07064b50;
  private static final int RECORD64 = 0x06064b50;
  private static final int SIZE = 22;
  private static final int LOCATOR_SIZE = 20;
  private static final int SIZE64 = 56;
  private static final int COMMENT_MAX = 65_535;
  private static final long MAX16 = 0xffff;
  private static final long MAX32 = 0xffff_ffffL;

  static EndRecord find(ZipBytes zip) {
    long end = search(zip);
    MemorySegment record = zip.slice(end, SIZE);
    boolean zip64 =
        end >= LOCATOR_SIZE && ZipBytes.u32(zip.slice(end - LOCATOR_SIZE, 4), 0) == LOCATOR;
    long first = zip64 ? end64(zip, end - LOCATOR_SIZE) : end;
    EndRecord found = zip64 ? read64(zip, first) : read(zip, record, end);
    if (zip64) {
      requireSame(zip, found, record, end);
    }
    if (found.offset > first - found.bytes) {
      throw zip.malformed(
          "zip directory of %d bytes at offset %d must end before byte %d"
              .formatted(found.bytes, found.offset, first),
          end);
    }
    return found;
  }

  private static long search(ZipBytes zip) {
    long tail = Math.min(zip.length(), SIZE + COMMENT_MAX);
    long start = zip.length() - tail;
    MemorySegment bytes = zip.slice(start, tail);
    long found = -1;
    for (long at = tail - SIZE; at >= 0; at--) {
      // A signature counts only if its comment ends the file: a comment may hold anything.
      if (ZipBytes.u32(bytes, at) == SIGNATURE
          && ZipBytes.u16(bytes, at + 20) == tail - SIZE - at) {
        if (found >= 0) {
          throw zip.malformed("zip archive has two end records", start + at);
        }
        found = at;
      }
    }
    if (found < 0) {
      throw zip.malformed(
          "not a complete zip archive: no end record in the last %d bytes".formatted(tail), start);
    }
    return start + found;
  }

  private static EndRecord read(ZipBytes zip, MemorySegment record, long at) {
    int disks = ZipBytes.u16(record, 4) | ZipBytes.u16(record, 6);
    int entries = ZipBytes.u16(record, 10);
    requireOneDisk(zip, disks == 0 && ZipBytes.u16(record, 8) == entries, at);
    return new EndRecord(entries, ZipBytes.u32(record, 16), ZipBytes.u32(record, 12));
  }

  private static long end64(ZipBytes zip, long locator) {
    MemorySegment bytes = zip.slice(locator, LOCATOR_SIZE);
    long at = ZipBytes.i64(bytes, 8);
    if (at < 0 || at > locator - SIZE64 || ZipBytes.u32(zip.slice(at, 4), 0) != RECORD64) {
      throw zip.malformed(
          "no zip64 end record at offset %s".formatted(Long.toUnsignedString(at)), locator);
    }
    return at;
  }

  private static EndRecord read64(ZipBytes zip, long at) {
    MemorySegment record = zip.slice(at, SIZE64);
    long disks = ZipBytes.u32(record, 16) | ZipBytes.u32(record, 20);
    long entries = ZipBytes.i64(record, 32);
    requireOneDisk(zip, disks == 0 && ZipBytes.i64(record, 24) == entries, at);
    long bytes = ZipBytes.i64(record, 40);
    long offset = ZipBytes.i64(record, 48);
    if (entries < 0 || bytes < 0 || offset < 0) {
      throw zip.malformed("zip64 end record has a number beyond 2^63 - 1", at);
    }
    return new EndRecord(entries, offset, bytes);
  }

  private static void requireSame(ZipBytes zip, EndRecord found, MemorySegment record, long at) {
    long entries = ZipBytes.u16(record, 10);
    long bytes = ZipBytes.u32(record, 12);
    long offset = ZipBytes.u32(record, 16);
    // A short field either says the same or is saturated.
    if ((entries != MAX16 && entries != found.entries)
        || (bytes != MAX32 && bytes != found.bytes)
        || (offset != MAX32 && offset != found.offset)) {
      throw zip.malformed("zip end record and zip64 end record differ", at);
    }
  }

  private static void requireOneDisk(ZipBytes zip, boolean one, long at) {
    if (!one) {
      throw zip.error(
          ErrorCode.E_UNSUPPORTED,
          "zip archive is one of several disks, which is not read",
          "byte " + at,
          "joining the disks into one archive");
    }
  }
}
