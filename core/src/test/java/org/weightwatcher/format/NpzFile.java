package org.weightwatcher.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Reads true values from a NumPy archive, as little as the tests need: float32, float64,
/// little-endian, row-major.
public final class NpzFile {
  private NpzFile() {}

  /// Values by name of the entry, without `.npy`.
  public static Map<String, double[]> read(Path file) throws IOException {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        arrays.put(name.substring(0, name.length() - ".npy".length()), values(zip.readAllBytes()));
      }
    }
    return arrays;
  }

  private static double[] values(byte[] npy) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getShort(8);
    String text = new String(npy, 10, header, StandardCharsets.ISO_8859_1);
    if (text.contains("'fortran_order': True")) {
      throw new IllegalArgumentException("column-major: " + text);
    }
    bytes.position(10 + header);
    if (text.contains("'<f8'")) {
      double[] values = new double[bytes.remaining() / 8];
      bytes.asDoubleBuffer().get(values);
      return values;
    }
    if (!text.contains("'<f4'")) {
      throw new IllegalArgumentException("not a float: " + text);
    }
    double[] values = new double[bytes.remaining() / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getFloat();
    }
    return values;
  }
}
