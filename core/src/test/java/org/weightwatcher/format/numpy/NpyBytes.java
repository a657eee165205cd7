package org.weightwatcher.format.numpy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes arrays byte by byte from the published layout, right or wrong.
public final class NpyBytes {
  private NpyBytes() {}

  /// A file of version 1 with that header, unpadded.
  public static byte[] file(String header, byte[] data) {
    return file(1, header.getBytes(StandardCharsets.ISO_8859_1), data);
  }

  /// A file of any version.
  public static byte[] file(int version, byte[] header, byte[] data) {
    ByteBuffer length = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
    if (version == 1) {
      length.putShort((short) header.length);
    } else {
      length.putInt(header.length);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    file.writeBytes(length.array());
    file.writeBytes(header);
    file.writeBytes(data);
    return file.toByteArray();
  }

  /// The header as NumPy writes it, padded to 64 bytes with what comes before it.
  public static String header(String descr, boolean fortranOrder, String shape) {
    String text =
        "{'descr': %s, 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr, fortranOrder ? "True" : "False", shape);
    return text + " ".repeat(63 - (10 + text.length()) % 64) + "\n";
  }

  /// A row-major float32 array.
  public static byte[] f32(String shape, float... values) {
    return file(header("'<f4'", false, shape), floats(values));
  }

  /// Little-endian float32.
  public static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
