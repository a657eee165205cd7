package org.weightwatcher.format.content;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.weightwatcher.bytes.ByteSource;

/// A file as the tests of its format see it: name, size, and bytes at any place; a place beyond the
/// end fits nothing and is no error.
public record Head(String name, ByteSource source) {
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// @return bytes of the file
  public long size() {
    return source.length();
  }

  /// Whether the file has these bytes there, each character one byte.
  public boolean hasAt(long offset, String latin1) {
    return has(offset, latin1.length()) && latin1(offset, latin1.length()).equals(latin1);
  }

  /// @param latin1 each character one byte
  /// @return whether the file begins with them
  public boolean startsWith(String latin1) {
    return hasAt(0, latin1);
  }

  /// @param offset any number
  /// @param length `>= 0`
  /// @return whether the file has that many bytes there
  public boolean has(long offset, long length) {
    return offset >= 0 && offset <= size() - length;
  }

  /// The byte there; -1 beyond the end.
  public int u8(long offset) {
    return has(offset, 1) ? source.slice(offset, 1).get(ValueLayout.JAVA_BYTE, 0) & 0xff : -1;
  }

  /// The number there, which must lie inside the file.
  public long u32(long offset) {
    return Integer.toUnsignedLong(source.slice(offset, 4).get(U32, 0));
  }

  /// The number there, which must lie inside the file; unsigned.
  public long u64(long offset) {
    return source.slice(offset, 8).get(U64, 0);
  }

  /// @return the whole file
  public MemorySegment all() {
    return source.slice(0, size());
  }

  /// The bytes there as characters, which must lie inside the file.
  public String latin1(long offset, int length) {
    byte[] bytes = source.slice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The first characters, without a byte order mark and white space before them.
  public String text(int most) {
    String text = latin1(0, (int) Math.min(most, size()));
    return (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
  }

  /// @param suffix in lower case
  /// @return whether the name ends in it, whatever its case
  public boolean nameEnds(String suffix) {
    return name.toLowerCase(Locale.ROOT).endsWith(suffix);
  }
}
