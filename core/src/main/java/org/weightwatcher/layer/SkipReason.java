package org.weightwatcher.layer;

/// Why a tensor is not analysed.
public enum SkipReason {
  /// A vector, a scalar, a bias or a buffer.
  NO_MATRIX,
  /// A dimension is 0.
  EMPTY,
  /// Integers without quantization parameters.
  INTEGER,
  /// Complex numbers.
  COMPLEX,
  /// A shape for which no rule says what its matrices are.
  UNSUPPORTED_SHAPE,
  /// A factor of a weight that is the product of two stored tensors.
  WEIGHT_NORM,
  /// The reader refused this tensor.
  UNREADABLE,
  /// The same elements as a layer before it.
  TIED,
  /// Below the smallest size.
  TOO_SMALL,
  /// Above the largest size.
  TOO_LARGE,
  /// Left out by `--layers`.
  FILTERED,
  /// Has no side in common with the layer before it, with products of neighbours.
  NO_PAIR,
  /// Its weights are not finite or damaged, or its Gram matrix is too large, where eigenvectors are
  /// wanted.
  NO_VECTORS,
  /// Needs more memory than the budget has.
  MEMORY
}
