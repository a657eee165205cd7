package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.options.SvdMethod;

/// Singular values of the matrix that is held in [Slot#MATRIX], row-major.
final class HeldDecomposition {
  private final Lapack lapack;
  private final Buffers buffers;
  private int svdCount;

  HeldDecomposition(Lapack lapack, Buffers buffers) {
    this.lapack = lapack;
    this.buffers = buffers;
  }

  /// @return number of direct SVDs so far
  int svdCount() {
    return svdCount;
  }

  /// @param rows of the matrix
  /// @param columns of the matrix
  /// @param method how to compute; all values are accurate with either
  /// @return its singular values, ascending; the matrix is destroyed
  double[] all(int rows, int columns, SvdMethod method) {
    return switch (method) {
      case FAST -> {
        double[] lambda = lambdaOfGram(rows, columns);
        yield GramRule.accepts(lambda) ? roots(lambda) : direct(rows, columns);
      }
      case ACCURATE -> direct(rows, columns);
    };
  }

  /// For statistics of a whole spectrum that its smallest values have no part in.
  ///
  /// @param rows of the matrix
  /// @param columns of the matrix
  /// @param method how to compute
  /// @return its singular values, ascending; with [SvdMethod#FAST] those that are lost in rounding
  ///   are 0; the matrix is destroyed
  double[] largest(int rows, int columns, SvdMethod method) {
    if (method == SvdMethod.ACCURATE) {
      return direct(rows, columns);
    }
    double[] lambda = lambdaOfGram(rows, columns);
    double max = lambda[lambda.length - 1];
    if (!Double.isFinite(max)) {
      return direct(rows, columns);
    }
    double noise = GramRule.noiseFloor(max, lambda.length);
    for (int i = 0; i < lambda.length; i++) {
      lambda[i] = lambda[i] < noise ? 0 : lambda[i];
    }
    return roots(lambda);
  }

  /// @return eigenvalues of the Gram matrix of the shorter side, ascending; a single NaN when it is
  ///   not finite
  private double[] lambdaOfGram(int rows, int columns) {
    int m = Math.min(rows, columns);
    MemorySegment matrix = buffers.doubles(Slot.MATRIX, (long) rows * columns);
    MemorySegment gram = buffers.doubles(Slot.GRAM, (long) m * m);
    if (rows >= columns) {
      lapack.gramOfColumns(rows, columns, matrix, 0, gram);
    } else {
      lapack.gramOfRows(rows, columns, matrix, 0, gram);
    }
    return eigenvalues(m, gram).orElse(new double[] {Double.NaN});
  }

  /// @param m order
  /// @param gram a Gram matrix, destroyed
  /// @return its eigenvalues, ascending; empty when it is not finite: squares of large entries
  ///   overflow although the entries do not
  Optional<double[]> eigenvalues(int m, MemorySegment gram) {
    if (!diagonalIsFinite(gram, m)) {
      return Optional.empty();
    }
    MemorySegment values = buffers.doubles(Slot.VALUES, m);
    lapack.eigenvalues(m, gram, values);
    return Optional.of(values.toArray(ValueLayout.JAVA_DOUBLE));
  }

  static boolean diagonalIsFinite(MemorySegment gram, int m) {
    for (long i = 0; i < m; i++) {
      if (!Double.isFinite(gram.getAtIndex(ValueLayout.JAVA_DOUBLE, i * m + i))) {
        return false;
      }
    }
    return true;
  }

  static double[] roots(double[] lambda) {
    double[] s = new double[lambda.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = Math.sqrt(lambda[i]);
    }
    return s;
  }

  /// @param rows of the matrix
  /// @param columns of the matrix
  /// @return its singular values by a direct SVD, ascending
  double[] direct(int rows, int columns) {
    svdCount++;
    MemorySegment matrix = buffers.doubles(Slot.MATRIX, (long) rows * columns);
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
