package org.weightwatcher.options;

/// How eigenvalues are computed.
public enum SvdMethod {
  /// Float64 Gram matrix and symmetric eigensolver; layers whose small eigenvalues it cannot give
  /// to full accuracy are done again by SVD. Agrees with [#ACCURATE] within `1e-12·lambda_max`.
  FAST,
  /// Singular values of the matrix itself by LAPACK `gesdd`, as the reference does it.
  ACCURATE
}
