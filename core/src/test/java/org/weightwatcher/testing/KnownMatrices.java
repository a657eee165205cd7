package org.weightwatcher.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.linalg.LapackLoader;

/// Row-major matrices with known spectra, random ones, and the squared singular values of any.
public final class KnownMatrices {
  private KnownMatrices() {}

  /// Independent standard normal entries.
  public static double[] gaussian(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[] matrix = new double[rows * columns];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = random.nextGaussian();
    }
    return matrix;
  }

  /// Two reflections away from diagonal: its singular values are the given ones.
  public static double[] withSingularValues(double[] values, int rows, int columns, long seed) {
    double[] matrix = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      matrix[i * columns + i] = values[i];
    }
    reflectRows(matrix, rows, columns, gaussian(rows, 1, seed));
    double[] flipped = transposed(matrix, rows, columns);
    reflectRows(flipped, columns, rows, gaussian(columns, 1, seed + 1));
    return transposed(flipped, columns, rows);
  }

  /// `(I - 2vv'/v'v)·A` in place.
  public static void reflectRows(double[] matrix, int rows, int columns, double[] v) {
    double square = 0;
    for (double x : v) {
      square += x * x;
    }
    for (int j = 0; j < columns; j++) {
      double dot = 0;
      for (int i = 0; i < rows; i++) {
        dot += v[i] * matrix[i * columns + j];
      }
      for (int i = 0; i < rows; i++) {
        matrix[i * columns + j] -= 2 * v[i] * dot / square;
      }
    }
  }

  public static double[] transposed(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = matrix[i * columns + j];
      }
    }
    return result;
  }

  /// Squared singular values of a tall matrix, ascending.
  public static double[] evals(double[] matrix, int rows, int columns) {
    Lapack lapack = LapackLoader.load().lapack();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, matrix);
      MemorySegment gram = arena.allocate(8L * columns * columns, 64);
      MemorySegment values = arena.allocate(8L * columns, 64);
      lapack.gramOfColumns(rows, columns, a, 0, gram);
      lapack.eigenvalues(columns, gram, values);
      return values.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }
}
