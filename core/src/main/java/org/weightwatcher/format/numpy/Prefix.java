package org.weightwatcher.format.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.weightwatcher.error.ErrorCode;

/// What comes before the data of an array.
///
/// | offset | bytes | content |
/// | --- | --- | --- |
/// | 0 | 6 | `93 4E 55 4D 50 59` |
/// | 6 | 2 | version: 1.0, 2.0 or 3.0 |
/// | 8 | 2 or 4 | length of the text, little-endian; 2 bytes in version 1 |
/// | 10 or 12 | length | the header; Latin-1, in version 3 UTF-8 |
///
/// NumPy fills the text with spaces so that the data begins at a multiple of 64, in old files of
/// 16; that is not required.
final class Prefix {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION = MAGIC.length;
  private static final int LENGTH = VERSION + 2;

  private final byte[] bytes;

  private Prefix(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @param content the array's file from its first byte; as much is read as the prefix has
  /// @param size bytes of the array's file
  /// @param limit most bytes of the text
  static Prefix read(InputStream content, long size, int limit) throws IOException, NpyDefect {
    byte[] start = content.readNBytes(LENGTH);
    checkStart(start);
    int width = start[VERSION] == 1 ? Short.BYTES : Integer.BYTES;
    byte[] field = content.readNBytes(width);
    if (field.length < width) {
      throw cut("header needs at least %d bytes, the array has %d", LENGTH + width, size);
    }
    long length =
        Integer.toUnsignedLong(
            ByteBuffer.wrap(Arrays.copyOf(field, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt());
    if (length > limit) {
      throw new NpyDefect(
          ErrorCode.E_LIMIT, "header length %d exceeds %d".formatted(length, limit), LENGTH);
    }
    if (length > size - LENGTH - width) {
      throw cut("header needs %d bytes, the array has %d", length, size);
    }
    ByteBuffer all = ByteBuffer.allocate(LENGTH + width + (int) length);
    all.put(start).put(field).put(content.readNBytes((int) length));
    return new Prefix(all.array());
  }

  private static void checkStart(byte[] start) throws NpyDefect {
    int magic = Math.min(start.length, MAGIC.length);
    int wrong = Arrays.mismatch(start, 0, magic, MAGIC, 0, magic);
    if (wrong >= 0) {
      throw new NpyDefect(
          ErrorCode.E_MALFORMED,
          "array must begin with 93 4E 55 4D 50 59 (NUMPY) but byte %d is %02X"
              .formatted(wrong, start[wrong] & 0xff),
          wrong);
    }
    if (start.length < LENGTH) {
      throw cut("header needs at least %d bytes, the array has %d", LENGTH + 2, start.length);
    }
    int major = start[VERSION] & 0xff;
    int minor = start[VERSION + 1] & 0xff;
    if (major < 1 || major > 3 || minor != 0) {
      throw new NpyDefect(
          ErrorCode.E_UNSUPPORTED,
          "npy version must be 1.0, 2.0 or 3.0 but was %d.%d".formatted(major, minor),
          VERSION);
    }
  }

  private static NpyDefect cut(String what, long needed, long has) {
    return new NpyDefect(ErrorCode.E_TRUNCATED, "cut short: " + what.formatted(needed, has), has);
  }

  /// Bytes before the data.
  int size() {
    return bytes.length;
  }

  void addTo(MessageDigest digest) {
    digest.update(bytes);
  }

  private boolean isUtf8() {
    return bytes[VERSION] == 3;
  }

  private int start() {
    return LENGTH + (bytes[VERSION] == 1 ? Short.BYTES : Integer.BYTES);
  }

  String text() throws NpyDefect {
    ByteBuffer input = ByteBuffer.wrap(bytes).position(start());
    CharsetDecoder decoder =
        (isUtf8() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT);
    CharBuffer output = CharBuffer.allocate(input.remaining());
    CoderResult result = decoder.decode(input, output, true);
    if (result.isError()) {
      int at = input.position();
      throw new NpyDefect(
          ErrorCode.E_MALFORMED,
          "header must be UTF-8 but has byte 0x%02X".formatted(bytes[at] & 0xff),
          at);
    }
    return output.flip().toString();
  }

  /// @return byte of the array's file at which a character of the text stands
  long offset(String text, int character) {
    long before =
        isUtf8() ? text.substring(0, character).getBytes(StandardCharsets.UTF_8).length : character;
    return start() + before;
  }
}
