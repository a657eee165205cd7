package org.weightwatcher.linalg;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/// The operations in Java, for machines where no native library loads: correct and deterministic,
/// but several times slower. Stateless and thread-safe.
final class JavaLapack implements Lapack {
  /// Doubles of a panel of rows that is copied to the heap: 512 KiB, which second-level caches
  /// hold.
  private static final int PANEL = 1 << 16;

  @Override
  public String description() {
    return "java";
  }

  @Override
  public void gramOfColumns(
      int rows, int columns, MemorySegment a, double beta, MemorySegment gram) {
    Segments.requireGram(rows, columns, a, columns, beta, gram);
    scaleLower(columns, beta, gram);
    int height = panelHeight(rows, columns);
    double[] panel = new double[Math.multiplyExact(height, columns)];
    double[] sums = new double[columns];
    for (int top = 0; top < rows; top += height) {
      int count = Math.min(height, rows - top);
      read(a, (long) top * columns, panel, count * columns);
      for (int j = 0; j < columns; j++) {
        long start = (long) j * columns + j;
        int length = columns - j;
        read(gram, start, sums, length);
        for (int k = 0; k < count; k++) {
          addScaled(panel[k * columns + j], panel, k * columns + j, sums, length);
        }
        write(sums, gram, start, length);
      }
    }
  }

  @Override
  public void gramOfRows(int rows, int columns, MemorySegment a, double beta, MemorySegment gram) {
    Segments.requireGram(rows, columns, a, rows, beta, gram);
    scaleLower(rows, beta, gram);
    int height = panelHeight(rows, columns);
    double[] panel = new double[Math.multiplyExact(height, columns)];
    double[] row = new double[columns];
    for (int top = 0; top < rows; top += height) {
      int count = Math.min(height, rows - top);
      read(a, (long) top * columns, panel, count * columns);
      for (int i = top; i < rows; i++) {
        read(a, (long) i * columns, row, columns);
        for (int j = top; j < top + count && j <= i; j++) {
          long index = (long) j * rows + i;
          double sum = gram.getAtIndex(JAVA_DOUBLE, index);
          gram.setAtIndex(JAVA_DOUBLE, index, sum + dot(row, panel, (j - top) * columns, columns));
        }
      }
    }
  }

  @Override
  public void multiply(
      int rows, int columns, int inner, MemorySegment a, MemorySegment b, MemorySegment c) {
    Segments.requireProduct(rows, columns, inner, a, b, c);
    int height = panelHeight(inner, columns);
    double[] panel = new double[Math.multiplyExact(height, columns)];
    double[] sums = new double[columns];
    for (int top = 0; top < inner; top += height) {
      int count = Math.min(height, inner - top);
      read(b, (long) top * columns, panel, count * columns);
      for (int i = 0; i < rows; i++) {
        long start = (long) i * columns;
        if (top == 0) {
          Arrays.fill(sums, 0);
        } else {
          read(c, start, sums, columns);
        }
        for (int k = 0; k < count; k++) {
          double factor = a.getAtIndex(JAVA_DOUBLE, (long) i * inner + top + k);
          addScaled(factor, panel, k * columns, sums, columns);
        }
        write(sums, c, start, columns);
      }
    }
  }

  @Override
  public void eigenvalues(int n, MemorySegment matrix, MemorySegment values) {
    Segments.requireEigen(n, matrix, values);
    EigenDecomposition_F64<DMatrixRMaj> solver = solve(n, matrix, false);
    double[] ascending = new double[n];
    for (int i = 0; i < n; i++) {
      ascending[i] = solver.getEigenvalue(i).getReal();
    }
    Arrays.sort(ascending);
    write(ascending, values, 0, n);
  }

  @Override
  public void eigenvectors(int n, MemorySegment matrix, MemorySegment values) {
    Segments.requireEigen(n, matrix, values);
    EigenDecomposition_F64<DMatrixRMaj> solver = solve(n, matrix, true);
    List<Integer> order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> solver.getEigenvalue(i).getReal()))
            .toList();
    for (int k = 0; k < n; k++) {
      values.setAtIndex(JAVA_DOUBLE, k, solver.getEigenvalue(order.get(k)).getReal());
      write(solver.getEigenVector(order.get(k)).data, matrix, (long) k * n, n);
    }
  }

  private static EigenDecomposition_F64<DMatrixRMaj> solve(
      int n, MemorySegment matrix, boolean vectors) {
    DMatrixRMaj symmetric = heapMatrix(n, n);
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double value = matrix.getAtIndex(JAVA_DOUBLE, (long) j * n + i);
        symmetric.data[i * n + j] = value;
        symmetric.data[j * n + i] = value;
      }
    }
    requireFinite("eig", symmetric.data, n);
    EigenDecomposition_F64<DMatrixRMaj> solver = DecompositionFactory_DDRM.eig(n, vectors, true);
    if (!solver.decompose(symmetric)) {
      throw new ArithmeticException("eig: no convergence for n=" + n);
    }
    return solver;
  }

  @Override
  public void singularValues(int rows, int columns, MemorySegment a, MemorySegment values) {
    Segments.requireSingular(rows, columns, a, values);
    int least = Math.min(rows, columns);
    DMatrixRMaj matrix = heapMatrix(rows, columns);
    read(a, 0, matrix.data, matrix.data.length);
    requireFinite("svd", matrix.data, least);
    SingularValueDecomposition_F64<DMatrixRMaj> solver =
        DecompositionFactory_DDRM.svd(rows, columns, false, false, false);
    if (!solver.decompose(matrix)) {
      throw new ArithmeticException("svd: no convergence for n=" + least);
    }
    double[] ascending = Arrays.copyOf(solver.getSingularValues(), least);
    Arrays.sort(ascending);
    for (int i = 0; i < least; i++) {
      values.setAtIndex(JAVA_DOUBLE, i, ascending[least - 1 - i]);
    }
  }

  /// `0·x` would keep a NaN of memory that was never written, so 0 overwrites.
  private static void scaleLower(int n, double beta, MemorySegment gram) {
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      long start = (long) j * n + j;
      int length = n - j;
      if (beta == 0) {
        gram.asSlice(start * Double.BYTES, (long) length * Double.BYTES).fill((byte) 0);
      } else if (beta != 1) {
        read(gram, start, column, length);
        for (int i = 0; i < length; i++) {
          column[i] *= beta;
        }
        write(column, gram, start, length);
      }
    }
  }

  private static int panelHeight(int rows, int columns) {
    return Math.clamp(PANEL / columns, 1, rows);
  }

  private static void addScaled(
      double factor, double[] source, int from, double[] sums, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += factor * source[from + i];
    }
  }

  /// Four sums that do not wait for each other; their order is fixed, so the result is too.
  private static double dot(double[] row, double[] panel, int from, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += row[i] * panel[from + i];
      s1 += row[i + 1] * panel[from + i + 1];
      s2 += row[i + 2] * panel[from + i + 2];
      s3 += row[i + 3] * panel[from + i + 3];
    }
    for (; i < length; i++) {
      s0 += row[i] * panel[from + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static DMatrixRMaj heapMatrix(int rows, int columns) {
    if ((long) rows * columns > Integer.MAX_VALUE - 8) {
      throw new ArithmeticException(
          "%d x %d is too large for the Java code, which keeps a matrix in one array"
              .formatted(rows, columns));
    }
    return new DMatrixRMaj(rows, columns);
  }

  /// EJML may iterate for long on values that are not numbers.
  private static void requireFinite(String routine, double[] data, int n) {
    for (double value : data) {
      if (!Double.isFinite(value)) {
        throw new ArithmeticException("%s: input has %s for n=%d".formatted(routine, value, n));
      }
    }
  }

  private static void read(MemorySegment from, long index, double[] to, int length) {
    MemorySegment.copy(from, JAVA_DOUBLE, index * Double.BYTES, to, 0, length);
  }

  private static void write(double[] from, MemorySegment to, long index, int length) {
    MemorySegment.copy(from, 0, to, JAVA_DOUBLE, index * Double.BYTES, length);
  }
}
