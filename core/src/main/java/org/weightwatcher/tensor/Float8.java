package org.weightwatcher.tensor;

/// Values of all 256 codes of the 8-bit floating-point types.
final class Float8 {
  private Float8() {}

  static double[] table(DType dtype) {
    double[] values = new double[256];
    for (int code = 0; code < values.length; code++) {
      values[code] = value(dtype, code);
    }
    return values;
  }

  private static double value(DType dtype, int code) {
    return switch (dtype) {
      case F8_E4M3 -> (code & 0x7f) == 0x7f ? Double.NaN : number(code, 3, 7);
      case F8_E5M2 -> Float.float16ToFloat((short) (code << 8));
      case F8_E4M3FNUZ -> code == 0x80 ? Double.NaN : number(code, 3, 8);
      case F8_E5M2FNUZ -> code == 0x80 ? Double.NaN : number(code, 2, 16);
      case F8_E8M0 -> code == 0xff ? Double.NaN : Math.scalb(1.0, code - 127);
      default ->
          throw new IllegalArgumentException("not an 8-bit floating-point type: " + dtype.label());
    };
  }

  private static double number(int code, int mantissaBits, int bias) {
    int mantissa = code & ((1 << mantissaBits) - 1);
    int exponent = (code & 0x7f) >> mantissaBits;
    double magnitude =
        exponent == 0
            ? Math.scalb((double) mantissa, 1 - bias - mantissaBits)
            : Math.scalb((double) (mantissa + (1 << mantissaBits)), exponent - bias - mantissaBits);
    return (code & 0x80) == 0 ? magnitude : -magnitude;
  }
}
