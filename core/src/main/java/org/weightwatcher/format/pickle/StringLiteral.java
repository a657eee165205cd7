package org.weightwatcher.format.pickle;

import java.io.ByteArrayOutputStream;

/// Escapes of Python string literals. What is no escape stays as it is, as in Python.
final class StringLiteral {
  private static final String PLAIN = "\\'\"abfnrtv";
  private static final byte[] MEANING = {'\\', '\'', '"', 7, 8, 12, 10, 13, 9, 11};

  private StringLiteral() {}

  /// @param body between the quotes, one character per byte
  static byte[] unescape(String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length());
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i);
      if (c != '\\' || i + 1 == body.length()) {
        out.write(c);
        i++;
        continue;
      }
      char next = body.charAt(i + 1);
      int plain = PLAIN.indexOf(next);
      int hex = next == 'x' ? digits(body, i + 2, 2, 16) : 0;
      int octal = digits(body, i + 1, 3, 8);
      if (plain >= 0) {
        out.write(MEANING[plain]);
        i += 2;
      } else if (hex == 2) {
        out.write(Integer.parseInt(body.substring(i + 2, i + 4), 16));
        i += 4;
      } else if (octal > 0) {
        out.write(Integer.parseInt(body.substring(i + 1, i + 1 + octal), 8));
        i += 1 + octal;
      } else {
        out.write(c);
        i++;
      }
    }
    return out.toByteArray();
  }

  /// @param body one character per byte, with `u` and `U` escapes
  static String rawUnicode(String body) {
    StringBuilder out = new StringBuilder(body.length());
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i);
      char next = c == '\\' && i + 1 < body.length() ? body.charAt(i + 1) : ' ';
      int width = next == 'u' ? 4 : next == 'U' ? 8 : 0;
      if (width > 0 && digits(body, i + 2, width, 16) == width) {
        long point = Long.parseLong(body.substring(i + 2, i + 2 + width), 16);
        out.appendCodePoint(point <= Character.MAX_CODE_POINT ? (int) point : 0xfffd);
        i += 2 + width;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static int digits(String body, int from, int most, int radix) {
    int count = 0;
    while (count < most
        && from + count < body.length()
        && body.charAt(from + count) < 128
        && Character.digit(body.charAt(from + count), radix) >= 0) {
      count++;
    }
    return count;
  }
}
