package org.weightwatcher.tensor;

import java.io.Serializable;

/// A matrix inside a storage: element `(r, c)` is storage element `offset + r·rowStride +
/// c·columnStride`.
///
/// @param storage where the elements lie
/// @param dtype type of the stored elements
/// @param rows number of rows
/// @param columns number of columns
/// @param offset first element, counted from the start of the storage
/// @param rowStride elements from one row to the next
/// @param columnStride elements from one column to the next
public record MatrixView(
    Storage storage,
    DType dtype,
    long rows,
    long columns,
    long offset,
    long rowStride,
    long columnStride)
    implements Serializable {

  /// @return the same elements with rows and columns exchanged
  public MatrixView transposed() {
    return new MatrixView(storage, dtype, columns, rows, offset, columnStride, rowStride);
  }

  /// @return this view or its transpose, whichever has at least as many rows as columns
  public MatrixView tall() {
    return rows >= columns ? this : transposed();
  }

  /// @return this view or its transpose, whichever has at least as many columns as rows
  public MatrixView wide() {
    return rows <= columns ? this : transposed();
  }

  /// @param firstRow in `[0, rows]`
  /// @param count rows of the block, `firstRow + count <= rows`
  /// @return that block of rows
  public MatrixView rowBlock(long firstRow, long count) {
    return new MatrixView(
        storage, dtype, count, columns, offset + firstRow * rowStride, rowStride, columnStride);
  }

  /// @return number of elements
  public long elements() {
    return Math.multiplyExact(rows, columns);
  }
}
