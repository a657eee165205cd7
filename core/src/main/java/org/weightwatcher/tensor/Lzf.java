package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Expands LZF streams.
///
/// ```text
/// 000LLLLL                      L + 1 bytes follow as they are
/// LLLooooo oooooooo             L + 2 bytes, o + 1 bytes back in the output; L from 1 to 6
/// 111ooooo LLLLLLLL oooooooo    L + 9 bytes, o + 1 bytes back
/// ```
final class Lzf {
  private static final int LITERALS = 32;

  private Lzf() {}

  /// @param stream the compressed bytes
  /// @param target room for the result
  /// @return bytes written; -1 if the stream ends inside an element, points before the output, or
  ///   gives more than the target holds
  static long expand(MemorySegment stream, MemorySegment target) {
    long in = 0;
    long out = 0;
    while (in < stream.byteSize()) {
      int control = u8(stream, in++);
      if (control < LITERALS) {
        int count = control + 1;
        if (count > stream.byteSize() - in || count > target.byteSize() - out) {
          return -1;
        }
        MemorySegment.copy(stream, in, target, out, count);
        in += count;
        out += count;
      } else {
        int more = control >> 5 == 7 ? 2 : 1;
        if (more > stream.byteSize() - in) {
          return -1;
        }
        int count = (control >> 5) + 2 + (more == 2 ? u8(stream, in++) : 0);
        long from = out - ((control & 31) << 8 | u8(stream, in++)) - 1;
        if (from < 0 || count > target.byteSize() - out) {
          return -1;
        }
        // Byte by byte: the copy may read what it has just written.
        for (int i = 0; i < count; i++) {
          target.set(ValueLayout.JAVA_BYTE, out++, target.get(ValueLayout.JAVA_BYTE, from++));
        }
      }
    }
    return out;
  }

  private static int u8(MemorySegment bytes, long at) {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
  }
}
