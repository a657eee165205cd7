package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads one stored element as a double, by index, for each type and byte order.
///
/// Widening is exact for every floating-point type and for integers up to 2^53.
final class ElementReader {
  /// @see DType#F4
  private static final double[] F4 = {
    0, .5, 1, 1.5, 2, 3, 4, 6, -0.0, -.5, -1, -1.5, -2, -3, -4, -6
  };

  private ElementReader() {}

  /// Reads elements of one type from one segment.
  @FunctionalInterface
  interface At {
    /// @param bytes the storage
    /// @param index element index in the storage
    /// @return the element
    double read(MemorySegment bytes, long index);
  }

  static At of(DType dtype, ByteOrder order) {
    ValueLayout.OfShort i16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
    ValueLayout.OfInt i32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
    ValueLayout.OfLong i64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
    ValueLayout.OfFloat f32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
    ValueLayout.OfDouble f64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order);
    return switch (dtype) {
      case F64 -> (bytes, i) -> bytes.get(f64, i * 8);
      case F32 -> (bytes, i) -> bytes.get(f32, i * 4);
      case F16 -> (bytes, i) -> Float.float16ToFloat(bytes.get(i16, i * 2));
      case BF16 -> (bytes, i) -> Float.intBitsToFloat(bytes.get(i16, i * 2) << 16);
      case F8_E4M3, F8_E5M2, F8_E4M3FNUZ, F8_E5M2FNUZ, F8_E8M0 -> {
        double[] table = Float8.table(dtype);
        yield (bytes, i) -> table[bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff];
      }
      case F4 ->
          (bytes, i) -> F4[(bytes.get(ValueLayout.JAVA_BYTE, i >> 1) >> (4 * (i & 1))) & 0xf];
      case I8 -> (bytes, i) -> bytes.get(ValueLayout.JAVA_BYTE, i);
      case U8 -> (bytes, i) -> bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff;
      case BOOL -> (bytes, i) -> bytes.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1;
      case I16 -> (bytes, i) -> bytes.get(i16, i * 2);
      case U16 -> (bytes, i) -> Short.toUnsignedInt(bytes.get(i16, i * 2));
      case I32 -> (bytes, i) -> bytes.get(i32, i * 4);
      case U32 -> (bytes, i) -> Integer.toUnsignedLong(bytes.get(i32, i * 4));
      case I64 -> (bytes, i) -> bytes.get(i64, i * 8);
      case U64 -> (bytes, i) -> unsigned(bytes.get(i64, i * 8));
      case F6_E2M3, F6_E3M2, C64, C128 ->
          throw new IllegalArgumentException("no real value for elements of type " + dtype.label());
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
