package org.weightwatcher.format.hdf5;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import java.util.List;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.DType;

/// How the elements of a dataset are stored.
///
/// Types are told by their bits, not by their size: jHDF would read a bfloat16 as an IEEE half.
///
/// @param dtype our type
/// @param endian byte order
record ElementType(DType dtype, Endian endian) {
  private static final int HALF_BYTES = 2;
  private static final String BFLOAT16 = "bfloat16";

  /// @param type as jHDF parsed it
  /// @param label value of the attribute `dtype`, which names types that HDF5 does not know; empty
  ///   where there is none
  static ElementType of(DataType type, String label) {
    boolean brain = label.equals(BFLOAT16) && type.getSize() == HALF_BYTES;
    return switch (type) {
      case FixedPoint number when brain ->
          new ElementType(DType.BF16, endian(number.getByteOrder()));
      case FloatingPoint number -> new ElementType(floating(number), endian(number.getByteOrder()));
      case FixedPoint number -> new ElementType(integer(number), endian(number.getByteOrder()));
      case EnumDataType named when named.getBaseType() instanceof FixedPoint base ->
          new ElementType(
              base.getSize() == 1 ? DType.BOOL : integer(base), endian(base.getByteOrder()));
      case CompoundDataType pair -> complex(pair);
      default ->
          throw unsupported("datatype class %d of %d bytes", type.getDataClass(), type.getSize());
    };
  }

  /// @param size bytes of an element without a meaning of its own
  /// @param label as above
  static ElementType ofOpaque(long size, String label) {
    if (size == HALF_BYTES && label.equals(BFLOAT16)) {
      return new ElementType(DType.BF16, Endian.LITTLE);
    }
    throw new Damage(
        ErrorCode.E_UNSUPPORTED_DTYPE,
        "HDF5 elements are opaque, %d bytes each, which are not read".formatted(size),
        "");
  }

  private static DType floating(FloatingPoint type) {
    int bits = Byte.SIZE * type.getSize();
    int exponent = type.getExponentSize();
    int mantissa = type.getMantissaSize();
    boolean regular =
        type.getBitOffset() == 0
            && type.getBitPrecision() == bits
            && type.getSignLocation() == bits - 1
            && type.getExponentLocation() == mantissa
            && type.getMantissaLocation() == 0
            && exponent + mantissa == bits - 1
            && type.getExponentBias() == (1 << (exponent - 1)) - 1;
    if (regular && bits == 16 && exponent == 5) {
      return DType.F16;
    }
    if (regular && bits == 16 && exponent == 8) {
      return DType.BF16;
    }
    if (regular && bits == 32 && exponent == 8) {
      return DType.F32;
    }
    if (regular && bits == 64 && exponent == 11) {
      return DType.F64;
    }
    throw unsupported("floating-point numbers of %d bits with %d for the exponent", bits, exponent);
  }

  private static DType integer(FixedPoint type) {
    int bits = Byte.SIZE * type.getSize();
    if (type.getBitOffset() != 0 || type.getBitPrecision() != bits) {
      throw unsupported("integers of %d bits in %d", type.getBitPrecision(), bits);
    }
    return switch (type.getSize()) {
      case 1 -> type.isSigned() ? DType.I8 : DType.U8;
      case 2 -> type.isSigned() ? DType.I16 : DType.U16;
      case 4 -> type.isSigned() ? DType.I32 : DType.U32;
      case 8 -> type.isSigned() ? DType.I64 : DType.U64;
      default -> throw unsupported("integers of %d bits in %d", bits, bits);
    };
  }

  /// Real and imaginary part, as h5py writes complex numbers.
  private static ElementType complex(CompoundDataType type) {
    List<CompoundDataType.CompoundDataMember> members = type.getMembers();
    if (members.size() == 2
        && members.stream().allMatch(member -> member.getDataType() instanceof FloatingPoint)) {
      FloatingPoint part = (FloatingPoint) members.getFirst().getDataType();
      DType real = floating(part);
      if (real == DType.F32 && type.getSize() == 8) {
        return new ElementType(DType.C64, endian(part.getByteOrder()));
      }
      if (real == DType.F64 && type.getSize() == 16) {
        return new ElementType(DType.C128, endian(part.getByteOrder()));
      }
    }
    throw unsupported("compounds of %d members and %d bytes", members.size(), type.getSize());
  }

  private static Endian endian(ByteOrder order) {
    return order == ByteOrder.BIG_ENDIAN ? Endian.BIG : Endian.LITTLE;
  }

  private static Damage unsupported(String what, int first, int second) {
    return new Damage(
        ErrorCode.E_UNSUPPORTED_DTYPE,
        "HDF5 elements are " + what.formatted(first, second) + ", which are not read",
        "");
  }
}
