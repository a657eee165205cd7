package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Fletcher's checksum as HDF5 takes it: sums modulo 65535 over big-endian 16-bit words, an odd
/// last byte being the upper half of a word.
final class Fletcher32 {
  private static final ValueLayout.OfShort WORD =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /// So few words that the sums of one run stay below 2^32.
  private static final int RUN = 360;

  private Fletcher32() {}

  static int of(MemorySegment bytes) {
    long first = 0;
    long second = 0;
    long words = bytes.byteSize() / 2;
    for (long start = 0; start < words; start += RUN) {
      long end = Math.min(words, start + RUN);
      for (long i = start; i < end; i++) {
        first += Short.toUnsignedInt(bytes.get(WORD, 2 * i));
        second += first;
      }
      first = folded(first);
      second = folded(second);
    }
    if (bytes.byteSize() % 2 != 0) {
      first += (long) Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, 2 * words)) << 8;
      second += first;
      first = folded(first);
      second = folded(second);
    }
    return (int) (folded(second) << 16 | folded(first));
  }

  private static long folded(long sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
