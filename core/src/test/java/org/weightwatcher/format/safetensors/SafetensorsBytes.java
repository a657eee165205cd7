package org.weightwatcher.format.safetensors;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes small safetensors files from the published layout.
public final class SafetensorsBytes {
  private SafetensorsBytes() {}

  /// A file with that header and as many data bytes, counting 0, 1, 2, …
  public static byte[] file(String header, int dataBytes) {
    byte[] data = new byte[dataBytes];
    for (int i = 0; i < dataBytes; i++) {
      data[i] = (byte) i;
    }
    return file(header.getBytes(StandardCharsets.UTF_8), data);
  }

  public static byte[] file(byte[] header, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(u64(header.length));
    out.writeBytes(header);
    out.writeBytes(data);
    return out.toByteArray();
  }

  public static byte[] u64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /// A header entry of a little F32 vector.
  public static String entry(String name, int begin, int elements) {
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
        .formatted(name, elements, begin, begin + 4 * elements);
  }

  /// A file of F32 vectors of two elements each.
  public static byte[] vectors(String... names) {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < names.length; i++) {
      header.append(i == 0 ? "" : ",").append(entry(names[i], 8 * i, 2));
    }
    return file(header.append('}').toString(), 8 * names.length);
  }
}
