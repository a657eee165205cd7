package org.weightwatcher.format.numpy;

import java.util.EnumSet;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// What a header says; the numbers are not yet checked against the data.
///
/// @param descr type of the elements
/// @param fortranOrder whether the first index changes fastest
/// @param shape dimensions
/// @param dataOffset byte of the array's file at which the data begins
record NpyHeader(Descr descr, boolean fortranOrder, Shape shape, int dataOffset) {

  /// The type of the elements.
  ///
  /// @param value as a literal
  /// @param text as the file spells it
  /// @param offset byte of the array's file
  record Descr(Literal value, String text, long offset) {}

  /// A tensor whose every element lies inside its storage, and what a user should know of it.
  record Described(Tensor tensor, Set<Remark> remarks) {
    Described {
      remarks = Set.copyOf(remarks);
    }
  }

  /// @param name of the tensor
  /// @param whole where the array's file lies, header included
  Described describe(String name, Storage whole) throws NpyDefect {
    ElementType type = ElementType.of(descr);
    long width = type.dtype().bits() / Byte.SIZE;
    long needed = bytes(width);
    long has = whole.length() - dataOffset;
    if (needed > has) {
      throw new NpyDefect(
          ErrorCode.E_TRUNCATED,
          "cut short: %s of %s needs %d bytes, %d follow the header"
              .formatted(shown(), type.dtype().label(), needed, has),
          whole.length());
    }
    Set<Remark> remarks = EnumSet.noneOf(Remark.class);
    if (has > needed) {
      remarks.add(Remark.TRAILING_BYTES);
    }
    if (type.assumed()) {
      remarks.add(Remark.VOID_AS_BFLOAT16);
    }
    return new Described(
        switch (whole.encoding()) {
          case Storage.Encoding.Plain plain -> {
            long start = whole.offset() + dataOffset;
            yield tensor(
                name,
                type.dtype(),
                new Storage(whole.file(), start, needed, type.endian(), plain),
                0);
          }
          case Storage.Encoding.Deflated deflated -> {
            checkInflated(needed, has, width);
            yield tensor(
                name,
                type.dtype(),
                new Storage(whole.file(), whole.offset(), whole.length(), type.endian(), deflated),
                dataOffset / width);
          }
          case Storage.Encoding.Chunked _, Storage.Encoding.Inside _, Storage.Encoding.Quotient _ ->
              throw new IllegalArgumentException("an array is stored or deflated");
        },
        remarks);
  }

  private long bytes(long width) throws NpyDefect {
    try {
      return Math.multiplyExact(shape.elements(), width);
    } catch (ArithmeticException overflow) {
      throw new NpyDefect(
          ErrorCode.E_MALFORMED,
          "array must have fewer than 2^63 bytes but has shape " + shown(),
          dataOffset);
    }
  }

  /// A deflated storage is inflated as a whole, header included.
  private void checkInflated(long needed, long has, long width) throws NpyDefect {
    if (has > needed) {
      throw new NpyDefect(
          ErrorCode.E_LIMIT,
          "deflated array must inflate to %d bytes of data as its shape %s says but to %d"
              .formatted(needed, shown(), has),
          dataOffset);
    }
    if (dataOffset % width != 0) {
      throw new NpyDefect(
          ErrorCode.E_UNSUPPORTED,
          "deflated array whose data begins at byte %d, no multiple of its element's %d, is not read"
              .formatted(dataOffset, width),
          dataOffset);
    }
  }

  private Tensor tensor(String name, DType dtype, Storage storage, long offset) {
    return new Tensor(name, dtype, shape, storage, offset, strides());
  }

  private long[] strides() {
    if (shape.isEmpty()) {
      // The dimensions of an empty array are not bounded by bytes: their product may not fit.
      return new long[shape.rank()];
    }
    if (!fortranOrder) {
      return shape.rowMajorStrides();
    }
    long[] strides = new long[shape.rank()];
    long step = 1;
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = step;
      step = Math.multiplyExact(step, shape.dim(axis));
    }
    return strides;
  }

  /// A shape of 64 dimensions is longer than a message should be.
  private String shown() {
    return shape.rank() == 0 ? "scalar" : Printable.brief(shape.toString());
  }
}
