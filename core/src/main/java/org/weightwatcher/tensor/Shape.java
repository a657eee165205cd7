package org.weightwatcher.tensor;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Dimensions of a tensor, each `>= 0`; immutable.
public final class Shape implements Serializable {
  private static final long serialVersionUID = 1L;

  /// Outermost first.
  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /// @param dims dimensions, outermost first; copied
  /// @return the shape
  /// @throws IllegalArgumentException if a dimension is negative
  public static Shape of(long... dims) {
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("dimension must be >= 0 but was " + dim);
      }
    }
    return new Shape(dims.clone());
  }

  /// @return number of dimensions; 0 for a scalar
  public int rank() {
    return dims.length;
  }

  /// @param axis in `[0, rank)`
  /// @return size of that dimension
  public long dim(int axis) {
    return dims[axis];
  }

  /// @return number of elements; 1 for a scalar
  /// @throws ArithmeticException if it exceeds 2^63 - 1; never for a shape that a reader has
  ///   checked
  public long elements() {
    if (isEmpty()) {
      return 0;
    }
    long product = 1;
    for (long dim : dims) {
      product = Math.multiplyExact(product, dim);
    }
    return product;
  }

  /// @return whether a dimension is 0
  public boolean isEmpty() {
    return Arrays.stream(dims).anyMatch(dim -> dim == 0);
  }

  /// @return strides in elements of a row-major tensor of this shape
  public long[] rowMajorStrides() {
    long[] strides = new long[dims.length];
    long step = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step = Math.multiplyExact(step, Math.max(1, dims[axis]));
    }
    return strides;
  }

  /// @return a copy of the dimensions
  public long[] toArray() {
    return dims.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /// @return `768x256`; empty for a scalar
  @Override
  public String toString() {
    return Arrays.stream(dims).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }
}
