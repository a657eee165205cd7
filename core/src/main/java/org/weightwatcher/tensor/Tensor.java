package org.weightwatcher.tensor;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/// A named array of numbers in a file: a description, no bytes. Immutable and serializable.
///
/// Element `[i0, i1, …]` is element `offset + Σ ik·stride_k` of the storage, counted in elements.
/// The reader that made the tensor has checked that all of them lie inside the storage.
public final class Tensor implements Serializable {
  private static final long serialVersionUID = 1L;

  /// As the file spells it.
  private final String name;

  /// Of the stored elements.
  private final DType dtype;

  /// Outermost dimension first.
  private final Shape shape;

  /// Where the elements lie.
  private final Storage storage;

  /// In elements.
  private final long offset;

  /// In elements, one per dimension, each `>= 0`.
  private final long[] strides;

  /// @param name as the file spells it; not escaped
  /// @param dtype type of the stored elements
  /// @param shape dimensions
  /// @param storage where the elements lie
  /// @param offset first element, counted from the start of the storage
  /// @param strides in elements, one per dimension, each `>= 0`; copied
  public Tensor(
      String name, DType dtype, Shape shape, Storage storage, long offset, long... strides) {
    if (strides.length != shape.rank()) {
      throw new IllegalArgumentException(
          "strides must have %d entries but have %d".formatted(shape.rank(), strides.length));
    }
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
    this.storage = storage;
    this.offset = offset;
    this.strides = strides.clone();
  }

  /// @param name as the file spells it
  /// @param dtype type of the stored elements
  /// @param shape dimensions
  /// @param storage where the elements lie, exactly as many as the shape has
  /// @return a row-major tensor
  public static Tensor rowMajor(String name, DType dtype, Shape shape, Storage storage) {
    return new Tensor(name, dtype, shape, storage, 0, shape.rowMajorStrides());
  }

  /// @return the name as the file spells it; escape before printing
  public String name() {
    return name;
  }

  /// @return type of the stored elements
  public DType dtype() {
    return dtype;
  }

  /// @return dimensions
  public Shape shape() {
    return shape;
  }

  /// @return where the elements lie
  public Storage storage() {
    return storage;
  }

  /// @return first element, counted from the start of the storage
  public long offset() {
    return offset;
  }

  /// @param axis in `[0, rank)`
  /// @return distance of neighbours along that axis, in elements
  public long stride(int axis) {
    return strides[axis];
  }

  /// @param newName another name
  /// @return the same elements under that name
  public Tensor named(String newName) {
    return new Tensor(newName, dtype, shape, storage, offset, strides);
  }

  /// @param other another tensor
  /// @return whether both show the same elements of the same storage: tied weights
  public boolean sameData(Tensor other) {
    return storage.file().equals(other.storage.file())
        && storage.offset() == other.storage.offset()
        && offset == other.offset
        && dtype == other.dtype
        && shape.equals(other.shape)
        && Arrays.equals(strides, other.strides);
  }

  /// The matrix of two axes, the others held fixed.
  ///
  /// @param rowAxis axis of the rows
  /// @param columnAxis axis of the columns
  /// @param fixed index along every other axis, in the order of the axes; the entries of the two
  ///   axes are ignored
  /// @return a view of `dim(rowAxis)` x `dim(columnAxis)` elements
  public MatrixView matrix(int rowAxis, int columnAxis, long... fixed) {
    long first = offset;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axis != rowAxis && axis != columnAxis) {
        Objects.checkIndex(fixed[axis], shape.dim(axis));
        first += fixed[axis] * strides[axis];
      }
    }
    return new MatrixView(
        storage,
        dtype,
        shape.dim(rowAxis),
        shape.dim(columnAxis),
        first,
        strides[rowAxis],
        strides[columnAxis]);
  }

  @Override
  public String toString() {
    return name + " " + dtype.label() + " " + shape;
  }
}
