package org.weightwatcher.layer;

import java.io.Serializable;

/// How much of a tensor makes one row.
public sealed interface Part extends Serializable {
  /// All matrices, their spectra pooled.
  record Whole() implements Part {}

  /// One matrix.
  ///
  /// @param id index of the matrix in the tensor, from 0
  /// @param of number of matrices of the tensor
  record Slice(int id, int of) implements Part {}
}
