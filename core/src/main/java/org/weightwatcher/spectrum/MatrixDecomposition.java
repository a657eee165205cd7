package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.options.SvdMethod;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.MatrixView;

/// Singular values of one stored matrix, by the Gram matrix where that is accurate enough and by a
/// direct SVD where it is not.
///
/// Entries are decoded in blocks of fixed size, so that neither the bits of the result nor the
/// memory depend on how many threads run.
final class MatrixDecomposition {
  private final Decoder decoder;
  private final Lapack lapack;
  private final Buffers buffers;
  private final EntryStep step;
  private final HeldDecomposition held;

  MatrixDecomposition(Decoder decoder, Lapack lapack, Buffers buffers, EntryStep step) {
    this.decoder = decoder;
    this.lapack = lapack;
    this.buffers = buffers;
    this.step = step;
    this.held = new HeldDecomposition(lapack, buffers);
  }

  /// @return number of direct SVDs so far
  int svdCount() {
    return held.svdCount();
  }

  /// @param view a matrix with at least one row and one column
  /// @param method how to compute
  /// @return its singular values, ascending; empty if an entry is not finite
  Optional<double[]> decompose(MatrixView view, SvdMethod method) {
    return switch (method) {
      case FAST -> fast(view);
      case ACCURATE -> accurate(view);
    };
  }

  private Optional<double[]> fast(MatrixView view) {
    int m = Math.toIntExact(Math.min(view.rows(), view.columns()));
    MemorySegment gram = buffers.doubles(Slot.GRAM, (long) m * m);
    if (!sumBlocks(view, gram)) {
      return Optional.empty();
    }
    return held.eigenvalues(m, gram)
        .filter(GramRule::accepts)
        .map(HeldDecomposition::roots)
        .or(() -> accurate(view));
  }

  /// @param view a matrix with at least one row and one column
  /// @param gram receives the Gram matrix of the shorter side, of a square matrix that of its rows;
  ///   lower triangle
  /// @return whether it is finite
  boolean gram(MatrixView view, MemorySegment gram) {
    int m = Math.toIntExact(Math.min(view.rows(), view.columns()));
    // Eigenvalues do not care, but the vectors of a square matrix do: those of WWᵀ are wanted.
    boolean finite =
        view.rows() > view.columns() ? sumRowBlocks(view, gram) : sumColumnBlocks(view, gram);
    return finite && HeldDecomposition.diagonalIsFinite(gram, m);
  }

  private boolean sumBlocks(MatrixView view, MemorySegment gram) {
    return view.rows() >= view.columns() ? sumRowBlocks(view, gram) : sumColumnBlocks(view, gram);
  }

  private boolean sumRowBlocks(MatrixView view, MemorySegment gram) {
    int columns = Math.toIntExact(view.columns());
    long height = blockLength(columns, view.rows());
    boolean finite = true;
    for (long row = 0; row < view.rows() && finite; row += height) {
      int count = (int) Math.min(height, view.rows() - row);
      MemorySegment block = buffers.doubles(Slot.BLOCK, (long) count * columns);
      finite = decoder.decode(view.rowBlock(row, count), block) && step.apply(block);
      lapack.gramOfColumns(count, columns, block, row == 0 ? 0 : 1, gram);
    }
    return finite;
  }

  private boolean sumColumnBlocks(MatrixView view, MemorySegment gram) {
    int rows = Math.toIntExact(view.rows());
    long width = blockLength(rows, view.columns());
    boolean finite = true;
    for (long column = 0; column < view.columns() && finite; column += width) {
      int count = (int) Math.min(width, view.columns() - column);
      MemorySegment block = buffers.doubles(Slot.BLOCK, (long) count * rows);
      MatrixView part = view.transposed().rowBlock(column, count).transposed();
      finite = decoder.decode(part, block) && step.apply(block);
      lapack.gramOfRows(rows, count, block, column == 0 ? 0 : 1, gram);
    }
    return finite;
  }

  private static long blockLength(long shortSide, long longSide) {
    long fitting = Buffers.MAX_BLOCK_BYTES / Double.BYTES / shortSide;
    return Math.clamp(fitting, 1, longSide);
  }

  private Optional<double[]> accurate(MatrixView view) {
    MemorySegment matrix = buffers.doubles(Slot.MATRIX, view.elements());
    if (!decoder.decode(view, matrix) || !step.apply(matrix)) {
      return Optional.empty();
    }
    return Optional.of(held.direct(Math.toIntExact(view.rows()), Math.toIntExact(view.columns())));
  }
}
