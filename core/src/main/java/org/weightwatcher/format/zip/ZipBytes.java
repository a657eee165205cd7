package org.weightwatcher.format.zip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;

/// Little-endian fields of a zip file, and the errors that name it.
final class ZipBytes {
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final String COPY_AGAIN = "copying or downloading the file again";

  private final ByteSource source;

  ZipBytes(ByteSource source) {
    this.source = source;
  }

  ByteSource source() {
    return source;
  }

  long length() {
    return source.length();
  }

  MemorySegment slice(long offset, long length) {
    return source.slice(offset, length);
  }

  static int u16(MemorySegment bytes, long at) {
    return Short.toUnsignedInt(bytes.get(U16, at));
  }

  static long u32(MemorySegment bytes, long at) {
    return Integer.toUnsignedLong(bytes.get(U32, at));
  }

  static long i64(MemorySegment bytes, long at) {
    return bytes.get(U64, at);
  }

  static byte[] array(MemorySegment bytes, long at, int length) {
    return bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
  }

  ModelFormatException malformed(String what, long at) {
    return error(ErrorCode.E_MALFORMED, what, "byte " + Long.toUnsignedString(at), COPY_AGAIN);
  }

  ModelFormatException malformed(String what, String entry) {
    return error(ErrorCode.E_MALFORMED, what, entry(entry), COPY_AGAIN);
  }

  ModelFormatException error(ErrorCode code, String what, String where, String hint) {
    return new ModelFormatException(
        code, Printable.brief(source.name()) + ": " + what, where, hint);
  }

  ModelFormatException exceeded(String what, long found, long limit) {
    return Limits.exceeded(what, found, limit, Printable.brief(source.name()));
  }

  ModelFormatException exceeded(String what, long found, long limit, String entry) {
    return Limits.exceeded(
        what, found, limit, Printable.brief(source.name()) + ", " + entry(entry));
  }

  static String entry(String name) {
    return "entry " + Printable.brief(name);
  }
}
