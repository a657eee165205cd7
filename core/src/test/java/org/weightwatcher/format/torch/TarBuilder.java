package org.weightwatcher.format.torch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes tar archives header by header, as the oldest tar did.
final class TarBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Adds a regular file.
  TarBuilder file(String name, byte[] content) {
    return entry(name, '0', content.length, content);
  }

  /// Adds an entry of any kind that claims any size.
  TarBuilder entry(String name, char kind, long size, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, "%011o".formatted(size));
    put(header, 148, "        ");
    header[156] = (byte) kind;
    int sum = 0;
    for (byte b : header) {
      sum += Byte.toUnsignedInt(b);
    }
    put(header, 148, "%06o\0".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    return this;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /// The archive with its end.
  byte[] build() {
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }
}
