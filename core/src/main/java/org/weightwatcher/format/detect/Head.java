package org.weightwatcher.format.detect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.weightwatcher.bytes.ByteSource;

/// A file as the tests of its format see it: name, size, and bytes at any place; a place beyond the
/// end fits nothing and is no error.
record Head(String name, ByteSource source) {
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  long size() {
    return source.length();
  }

  /// Whether the file has these bytes there, each character one byte.
  boolean hasAt(long offset, String latin1) {
    return has(offset, latin1.length()) && latin1(offset, latin1.length()).equals(latin1);
  }

  boolean startsWith(String latin1) {
    return hasAt(0, latin1);
  }

  boolean has(long offset, long length) {
    return offset >= 0 && offset <= size() - length;
  }

  /// The byte there; -1 beyond the end.
  int u8(long offset) {
    return has(offset, 1) ? source.slice(offset, 1).get(ValueLayout.JAVA_BYTE, 0) & 0xff : -1;
  }

  /// The number there, which must lie inside the file.
  long u32(long offset) {
    return Integer.toUnsignedLong(source.slice(offset, 4).get(U32, 0));
  }

  /// The number there, which must lie inside the file; unsigned.
  long u64(long offset) {
    return source.slice(offset, 8).get(U64, 0);
  }

  MemorySegment all() {
    return source.slice(0, size());
  }

  /// The bytes there as characters, which must lie inside the file.
  String latin1(long offset, int length) {
    byte[] bytes = source.slice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The first characters, without a byte order mark and white space before them.
  String text(int most) {
    String text = latin1(0, (int) Math.min(most, size()));
    return (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
  }

  boolean nameEnds(String suffix) {
    return name.toLowerCase(Locale.ROOT).endsWith(suffix);
  }
}
