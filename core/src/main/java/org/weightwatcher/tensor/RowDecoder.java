package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Decodes a run of neighbouring elements: plain counted loops that the compiler vectorises.
final class RowDecoder {
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE;
  private static final ValueLayout.OfFloat F32_LE =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort I16_LE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private RowDecoder() {}

  static void decode(
      DType dtype,
      ByteOrder order,
      MemorySegment bytes,
      long first,
      MemorySegment target,
      long at,
      long count) {
    if (order == ByteOrder.LITTLE_ENDIAN && dtype == DType.F32) {
      for (long i = 0; i < count; i++) {
        target.setAtIndex(F64, at + i, bytes.get(F32_LE, (first + i) * 4));
      }
    } else if (order == ByteOrder.LITTLE_ENDIAN && dtype == DType.F16) {
      for (long i = 0; i < count; i++) {
        target.setAtIndex(F64, at + i, Float.float16ToFloat(bytes.get(I16_LE, (first + i) * 2)));
      }
    } else if (order == ByteOrder.LITTLE_ENDIAN && dtype == DType.BF16) {
      for (long i = 0; i < count; i++) {
        int bits = bytes.get(I16_LE, (first + i) * 2) << 16;
        target.setAtIndex(F64, at + i, Float.intBitsToFloat(bits));
      }
    } else {
      ElementReader.At reader = ElementReader.of(dtype, order);
      for (long i = 0; i < count; i++) {
        target.setAtIndex(F64, at + i, reader.read(bytes, first + i));
      }
    }
  }
}
