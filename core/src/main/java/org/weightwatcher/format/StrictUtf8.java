package org.weightwatcher.format;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// Finds the first byte of a text that no strict UTF-8 text holds. The JSON parser alone would
/// accept overlong forms and encoded surrogates.
final class StrictUtf8 {
  private static final int CHUNK = 8192;

  private StrictUtf8() {}

  /// @param bytes at most 2 GiB
  /// @return offset of the first byte that is not UTF-8
  static OptionalLong firstDefect(MemorySegment bytes) {
    ByteBuffer input = bytes.asByteBuffer();
    CharBuffer output = CharBuffer.allocate(CHUNK);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(input, output.clear(), true);
    while (result.isOverflow()) {
      result = decoder.decode(input, output.clear(), true);
    }
    return result.isError() ? OptionalLong.of(input.position()) : OptionalLong.empty();
  }

  /// @param text any text
  /// @return whether it holds half of a surrogate pair, as an escape of JSON can
  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
