package org.weightwatcher.format.zip;

import java.lang.foreign.MemorySegment;

/// Sizes and offset of an entry, from the extra field 0x0001 where they do not fit 32 bits.
final class Zip64Field {
  private static final int ID = 1;
  private static final long IN_EXTRA = 0xffff_ffffL;

  private final ZipBytes zip;
  private final String name;

  Zip64Field(ZipBytes zip, String name) {
    this.zip = zip;
    this.name = name;
  }

  /// @param header the fixed part of the entry in the central directory
  /// @param extra its extra fields
  /// @return size, compressed size, offset of the local header
  long[] sizes(MemorySegment header, MemorySegment extra) {
    long[] values = {ZipBytes.u32(header, 24), ZipBytes.u32(header, 20), ZipBytes.u32(header, 42)};
    long at = start(extra);
    long stop = at < 0 ? -1 : at + ZipBytes.u16(extra, at - 2);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != IN_EXTRA) {
        continue;
      }
      // Only the fields that are saturated are present, in this order.
      if (at < 0 || at + Long.BYTES > stop) {
        throw zip.malformed("zip entry has no zip64 field for a size beyond 4 GiB", name);
      }
      values[i] = ZipBytes.i64(extra, at);
      at += Long.BYTES;
      if (values[i] < 0) {
        throw zip.malformed(
            "zip entry size or offset must be below 2^63 but was "
                + Long.toUnsignedString(values[i]),
            name);
      }
    }
    return values;
  }

  /// @return start of the content of the zip64 field, -1 if there is none
  private long start(MemorySegment extra) {
    long at = 0;
    while (at + 4 <= extra.byteSize()) {
      long stop = at + 4 + ZipBytes.u16(extra, at + 2);
      if (stop > extra.byteSize()) {
        // Alignment padding of some writers is no proper field; nothing follows it.
        return -1;
      }
      if (ZipBytes.u16(extra, at) == ID) {
        return at + 4;
      }
      at = stop;
    }
    return -1;
  }
}
