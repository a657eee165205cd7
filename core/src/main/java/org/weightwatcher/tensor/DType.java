package org.weightwatcher.tensor;

import java.util.Optional;

/// Element types of stored tensors.
///
/// [#bits()] is the width of one element; sub-byte types are packed. The label is the word that
/// users see (`f32`, `bf16`); safetensors and PyTorch spell them differently and map to these
/// constants.
public enum DType {
  /// IEEE double.
  F64("f64", 64, Kind.FLOAT, -52),
  /// IEEE single.
  F32("f32", 32, Kind.FLOAT, -23),
  /// IEEE half.
  F16("f16", 16, Kind.FLOAT, -10),
  /// Upper half of a single.
  BF16("bf16", 16, Kind.FLOAT, -7),
  /// Sign, 4 exponent, 3 mantissa bits; bias 7; no infinities; 0x7F and 0xFF are NaN.
  F8_E4M3("f8_e4m3", 8, Kind.FLOAT, -3),
  /// Upper byte of an IEEE half.
  F8_E5M2("f8_e5m2", 8, Kind.FLOAT, -2),
  /// Like E4M3 with bias 8, 0x80 is NaN, no negative zero.
  F8_E4M3FNUZ("f8_e4m3fnuz", 8, Kind.FLOAT, -3),
  /// Like E5M2 with bias 16, 0x80 is NaN, no negative zero.
  F8_E5M2FNUZ("f8_e5m2fnuz", 8, Kind.FLOAT, -2),
  /// A power of two, `2^(x-127)`; 0xFF is NaN. Used for scales.
  F8_E8M0("f8_e8m0", 8, Kind.FLOAT, 0),
  /// Two per byte, low nibble first.
  F4("f4", 4, Kind.FLOAT, -1),
  /// Packed in a way that no format defines: listed, never decoded.
  F6_E2M3("f6_e2m3", 6, Kind.OPAQUE, 0),
  /// Packed in a way that no format defines: listed, never decoded.
  F6_E3M2("f6_e3m2", 6, Kind.OPAQUE, 0),
  /// Signed byte.
  I8("i8", 8, Kind.INTEGER, 0),
  /// Signed 16 bits.
  I16("i16", 16, Kind.INTEGER, 0),
  /// Signed 32 bits.
  I32("i32", 32, Kind.INTEGER, 0),
  /// Signed 64 bits.
  I64("i64", 64, Kind.INTEGER, 0),
  /// Unsigned byte.
  U8("u8", 8, Kind.INTEGER, 0),
  /// Unsigned 16 bits.
  U16("u16", 16, Kind.INTEGER, 0),
  /// Unsigned 32 bits.
  U32("u32", 32, Kind.INTEGER, 0),
  /// Unsigned 64 bits.
  U64("u64", 64, Kind.INTEGER, 0),
  /// One byte, zero or not.
  BOOL("bool", 8, Kind.INTEGER, 0),
  /// Pair of singles.
  C64("c64", 64, Kind.COMPLEX, 0),
  /// Pair of doubles.
  C128("c128", 128, Kind.COMPLEX, 0);

  /// What the elements can stand for.
  public enum Kind {
    /// Real numbers: weights.
    FLOAT,
    /// Counters, masks, quantized codes: no weights without their scales.
    INTEGER,
    /// Complex numbers: no spectrum is defined here.
    COMPLEX,
    /// No defined encoding.
    OPAQUE
  }

  private final String label;
  private final int bits;
  private final Kind kind;
  private final int epsilonExponent;

  DType(String label, int bits, Kind kind, int epsilonExponent) {
    this.label = label;
    this.bits = bits;
    this.kind = kind;
    this.epsilonExponent = epsilonExponent;
  }

  /// @return the word for users, lower case
  public String label() {
    return label;
  }

  /// @return bits of one element
  public int bits() {
    return bits;
  }

  /// @return what the elements can stand for
  public Kind kind() {
    return kind;
  }

  /// @return distance from 1 to the next larger number of a floating-point type, `2^-52` for F64; 1
  ///   for all others
  public double epsilon() {
    return Math.scalb(1.0, epsilonExponent);
  }

  /// @param label lower-case word as [#label()] gives it
  /// @return the type, if there is one of that name
  public static Optional<DType> ofLabel(String label) {
    for (DType type : values()) {
      if (type.label.equals(label)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
