package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.Consumer;
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
  private int svdCount;

  MatrixDecomposition(Decoder decoder, Lapack lapack, Buffers buffers, EntryStep step) {
    this.decoder = decoder;
    this.lapack = lapack;
    this.buffers = buffers;
    this.step = step;
  }

  /// @return number of direct SVDs so far
  int svdCount() {
    return svdCount;
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
    Optional<double[]> roots = rootsOfGram(m, gram);
    return roots.isPresent() ? roots : accurate(view);
  }

  /// @return singular values, ascending; empty when those of the Gram matrix are not good enough
  private Optional<double[]> rootsOfGram(int m, MemorySegment gram) {
    if (!diagonalIsFinite(gram, m)) {
      return Optional.empty();
    }
    MemorySegment values = buffers.doubles(Slot.VALUES, m);
    lapack.eigenvalues(m, gram, values);
    double[] lambda = values.toArray(ValueLayout.JAVA_DOUBLE);
    if (!GramRule.accepts(lambda)) {
      return Optional.empty();
    }
    for (int i = 0; i < m; i++) {
      lambda[i] = Math.sqrt(lambda[i]);
    }
    return Optional.of(lambda);
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
    return finite && diagonalIsFinite(gram, m);
  }

  /// The matrix is held as a whole, as a shuffle crosses all blocks.
  ///
  /// @param view a matrix with at least one row and one column
  /// @param method how to compute
  /// @param shuffle changes the order of the entries
  /// @return singular values of the shuffled matrix, ascending; empty if an entry is not finite
  Optional<double[]> decomposeShuffled(
      MatrixView view, SvdMethod method, Consumer<MemorySegment> shuffle) {
    int rows = Math.toIntExact(view.rows());
    int columns = Math.toIntExact(view.columns());
    MemorySegment matrix = buffers.doubles(Slot.MATRIX, view.elements());
    if (!decoder.decode(view, matrix) || !step.apply(matrix)) {
      return Optional.empty();
    }
    shuffle.accept(matrix);
    return switch (method) {
      case FAST -> {
        int m = Math.min(rows, columns);
        MemorySegment gram = buffers.doubles(Slot.GRAM, (long) m * m);
        if (rows >= columns) {
          lapack.gramOfColumns(rows, columns, matrix, 0, gram);
        } else {
          lapack.gramOfRows(rows, columns, matrix, 0, gram);
        }
        Optional<double[]> roots = rootsOfGram(m, gram);
        yield roots.isPresent() ? roots : Optional.of(singularValues(rows, columns, matrix));
      }
      case ACCURATE -> Optional.of(singularValues(rows, columns, matrix));
    };
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

  /// Squares of large entries may overflow although the entries do not.
  private static boolean diagonalIsFinite(MemorySegment gram, int m) {
    for (long i = 0; i < m; i++) {
      if (!Double.isFinite(gram.getAtIndex(ValueLayout.JAVA_DOUBLE, i * m + i))) {
        return false;
      }
    }
    return true;
  }

  private Optional<double[]> accurate(MatrixView view) {
    MemorySegment matrix = buffers.doubles(Slot.MATRIX, view.elements());
    if (!decoder.decode(view, matrix) || !step.apply(matrix)) {
      return Optional.empty();
    }
    return Optional.of(
        singularValues(Math.toIntExact(view.rows()), Math.toIntExact(view.columns()), matrix));
  }

  private double[] singularValues(int rows, int columns, MemorySegment matrix) {
    svdCount++;
    int m = Math.min(rows, columns);
    MemorySegment values = buffers.doubles(Slot.VALUES, m);
    lapack.singularValues(rows, columns, matrix, values);
    double[] ascending = new double[m];
    for (int i = 0; i < m; i++) {
      ascending[m - 1 - i] = values.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
    }
    return ascending;
  }
}
