package org.weightwatcher.linalg;

import java.lang.foreign.MemorySegment;

/// The few operations of BLAS and LAPACK that spectra need, on off-heap float64 matrices.
///
/// A *row-major* matrix of r rows and c columns has element (i, j) at index `i·c + j`. Segments are
/// owned by the caller, at least as long as the dimensions ask (checked before each call), and are
/// never kept. All methods may be called from several threads at once on different segments.
public sealed interface Lapack permits NativeLapack, JavaLapack {

  /// @return one word and details for reports: `OpenBLAS 0.3.31 (Haswell)`, or `java`
  String description();

  /// `G := beta·G + AᵀA`, lower triangle of the column-major result only.
  ///
  /// @param rows r, `>= 1`
  /// @param columns c, `>= 1`
  /// @param a row-major r x c
  /// @param beta 0 to overwrite, 1 to accumulate
  /// @param gram c x c, `8·c²` bytes
  void gramOfColumns(int rows, int columns, MemorySegment a, double beta, MemorySegment gram);

  /// `G := beta·G + AAᵀ`, lower triangle of the column-major result only.
  ///
  /// @param rows r, `>= 1`
  /// @param columns c, `>= 1`
  /// @param a row-major r x c
  /// @param beta 0 to overwrite, 1 to accumulate
  /// @param gram r x r, `8·r²` bytes
  void gramOfRows(int rows, int columns, MemorySegment a, double beta, MemorySegment gram);

  /// All eigenvalues of a symmetric matrix, ascending; O(n³).
  ///
  /// @param n order, `>= 1`
  /// @param matrix n x n, lower triangle of the column-major matrix is read, contents destroyed
  /// @param values receives n doubles
  /// @throws ArithmeticException when the solver does not converge (seen only for non-finite input)
  void eigenvalues(int n, MemorySegment matrix, MemorySegment values);

  /// All eigenvalues of a symmetric matrix, ascending, and their eigenvectors; O(n³). The solver
  /// takes another `16·n²` bytes of memory for itself.
  ///
  /// @param n order, `>= 1`
  /// @param matrix n x n, lower triangle of the column-major matrix is read; receives the vectors,
  ///   each of length 1: vector k has elements `k·n` to `k·n + n - 1`
  /// @param values receives n doubles
  /// @throws ArithmeticException when the solver does not converge (seen only for non-finite input)
  ///   or the work space is more than 2^31 - 1 doubles (n above 32764)
  void eigenvectors(int n, MemorySegment matrix, MemorySegment values);

  /// All singular values, descending, by a backward-stable method that never forms AᵀA;
  /// O(r·c·min(r, c)).
  ///
  /// @param rows r, `>= 1`
  /// @param columns c, `>= 1`
  /// @param a row-major r x c, contents destroyed
  /// @param values receives `min(r, c)` doubles
  /// @throws ArithmeticException when the solver does not converge (seen only for non-finite input)
  void singularValues(int rows, int columns, MemorySegment a, MemorySegment values);

  /// `C := A·B`, all row-major.
  ///
  /// @param rows rows of A and C
  /// @param columns columns of B and C
  /// @param inner columns of A, rows of B
  /// @param a rows x inner
  /// @param b inner x columns
  /// @param c rows x columns, overwritten
  void multiply(
      int rows, int columns, int inner, MemorySegment a, MemorySegment b, MemorySegment c);
}
