package org.weightwatcher.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.weightwatcher.WeightMatrix;
import org.weightwatcher.tensor.DType;

/// NumPy's array files, version 1.0, little-endian, C order.
///
/// | offset | bytes | content |
/// | --- | --- | --- |
/// | 0 | 6 | `\x93NUMPY` |
/// | 6 | 2 | 1, 0 |
/// | 8 | 2 | length of the header, so that the data begin at a multiple of 64 |
/// | 10 | – | a Python dictionary, spaces, a line feed |
public final class NpyWriter {
  private static final int PREFIX = 10;
  private static final int ALIGNMENT = 64;

  private NpyWriter() {}

  /// @param values any numbers
  /// @param out receives a one-dimensional array of float64
  /// @throws IOException as `out` gives it
  public static void vector(double[] values, OutputStream out) throws IOException {
    header("<f8", "(%d,)".formatted(values.length), out);
    row(values, true, out);
  }

  /// @param matrix any matrix
  /// @param out receives float64 for float64 weights, else float32: every stored type with fewer
  ///   bits fits into it exactly
  /// @throws IOException as `out` gives it
  public static void matrix(WeightMatrix matrix, OutputStream out) throws IOException {
    boolean wide = matrix.dtype() == DType.F64;
    header(wide ? "<f8" : "<f4", "(%d, %d)".formatted(matrix.rows(), matrix.columns()), out);
    matrix.visitRows(row -> row(row, wide, out));
  }

  private static void header(String type, String shape, OutputStream out) throws IOException {
    String facts = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int padding = ALIGNMENT - 1 - (PREFIX + facts.length()) % ALIGNMENT;
    byte[] text = (facts + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(new byte[] {(byte) text.length, (byte) (text.length >> 8)});
    out.write(text);
  }

  private static void row(double[] values, boolean wide, OutputStream out) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, wide ? 8 : 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (wide) {
        bytes.putDouble(value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    out.write(bytes.array());
  }
}
