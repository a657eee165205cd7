package org.weightwatcher.format.hdf5;

import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// What a path of an HDF5 file leads to.
public sealed interface Hdf5Object permits Hdf5Group, Hdf5Object.Dataset, Hdf5Object.Unreadable {

  /// An array of numbers whose bytes all lie inside the file.
  ///
  /// @param dtype type of the elements
  /// @param shape dimensions
  /// @param storage row-major elements, no more and no less
  record Dataset(DType dtype, Shape shape, Storage storage) implements Hdf5Object {
    /// @param name of the tensor
    /// @return the dataset as a tensor
    public Tensor tensor(String name) {
      // The dimensions of an empty tensor are not bounded by bytes: their product may not fit.
      return shape.isEmpty()
          ? new Tensor(name, dtype, shape, storage, 0, new long[shape.rank()])
          : Tensor.rowMajor(name, dtype, shape, storage);
    }
  }

  /// Nothing that can be used.
  ///
  /// @param shape dimensions of the dataset; rank 0 where unknown
  /// @param code kind of the defect
  /// @param reason what is wrong; escaped
  record Unreadable(Shape shape, ErrorCode code, String reason) implements Hdf5Object {}
}
