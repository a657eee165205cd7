package org.weightwatcher.linalg;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Matrices with known spectra and the plain computations that judge both implementations. All are
/// row-major arrays; the symmetric ones are column-major as well.
final class Matrices {
  private Matrices() {}

  static double[] random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles((long) rows * columns, -1, 1).toArray();
  }

  /// Second differences: eigenvalues `2 - 2·cos(kπ/(n+1))`.
  static double[] secondDifferences(int n) {
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i > 0) {
        matrix[i * n + i - 1] = -1;
        matrix[(i - 1) * n + i] = -1;
      }
    }
    return matrix;
  }

  static double[] secondDifferenceEigenvalues(int n) {
    double[] values = new double[n];
    for (int k = 1; k <= n; k++) {
      double half = Math.sin(k * Math.PI / (2.0 * (n + 1)));
      values[k - 1] = 4 * half * half;
    }
    return values;
  }

  /// `H·diag(values)·H` with the reflection `H = I - 2vvᵀ/vᵀv`: eigenvalues are `values`.
  static double[] rotated(double[] values, long seed) {
    int n = values.length;
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = values[i];
    }
    reflectRows(matrix, n, n, random(1, n, seed));
    double[] flipped = transpose(matrix, n, n);
    reflectRows(flipped, n, n, random(1, n, seed));
    return flipped;
  }

  /// A matrix with the given singular values, two different reflections away from diagonal.
  static double[] withSingularValues(double[] values, int rows, int columns, long seed) {
    double[] matrix = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      matrix[i * columns + i] = values[i];
    }
    reflectRows(matrix, rows, columns, random(1, rows, seed));
    double[] flipped = transpose(matrix, rows, columns);
    reflectRows(flipped, columns, rows, random(1, columns, seed + 1));
    return transpose(flipped, columns, rows);
  }

  private static void reflectRows(double[] matrix, int rows, int columns, double[] v) {
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

  static double[] transpose(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = matrix[i * columns + j];
      }
    }
    return result;
  }

  static double[] product(double[] a, double[] b, int rows, int inner, int columns) {
    double[] c = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < inner; k++) {
        for (int j = 0; j < columns; j++) {
          c[i * columns + j] += a[i * inner + k] * b[k * columns + j];
        }
      }
    }
    return c;
  }

  /// Cyclic Jacobi rotations: slow, simple, and accurate to a few `n·ε·‖A‖`. Ascending.
  static double[] jacobi(double[] symmetric, int n) {
    double[] a = symmetric.clone();
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, n, p, q);
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i * n + i];
    }
    Arrays.sort(values);
    return values;
  }

  private static void rotate(double[] a, int n, int p, int q) {
    double off = a[p * n + q];
    if (off == 0) {
      return;
    }
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int k = 0; k < n; k++) {
      double kp = a[k * n + p];
      double kq = a[k * n + q];
      a[k * n + p] = c * kp - s * kq;
      a[k * n + q] = s * kp + c * kq;
    }
    for (int k = 0; k < n; k++) {
      double pk = a[p * n + k];
      double qk = a[q * n + k];
      a[p * n + k] = c * pk - s * qk;
      a[q * n + k] = s * pk + c * qk;
    }
  }

  static MemorySegment segment(Arena arena, double... values) {
    return arena.allocateFrom(JAVA_DOUBLE, values);
  }

  static double[] array(MemorySegment segment) {
    return segment.toArray(JAVA_DOUBLE);
  }
}
