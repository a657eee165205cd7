package org.weightwatcher.linalg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The checks that every operation makes before it touches a matrix, the same for both
/// implementations: the native call may read no byte that these have not seen.
final class Segments {
  private Segments() {}

  /// Checks that a dimension is at least 1.
  static void requireDimension(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1 but was " + value);
    }
  }

  /// Checks that a matrix that is only read is `rows x columns` doubles long.
  static void requireReadable(String name, MemorySegment segment, int rows, int columns) {
    // 2^31 * 2^31 * 2^3 does not fit into a long, so the last step is checked.
    long needed = Math.multiplyExact((long) rows * columns, Double.BYTES);
    if (segment.byteSize() < needed) {
      throw new IllegalArgumentException(
          "%s must have %d bytes (%d x %d doubles) but has %d"
              .formatted(name, needed, rows, columns, segment.byteSize()));
    }
    if (segment.address() % ValueLayout.JAVA_DOUBLE.byteAlignment() != 0) {
      throw new IllegalArgumentException(
          "%s must be aligned to 8 bytes but starts at address %d"
              .formatted(name, segment.address()));
    }
  }

  /// Checks a matrix that is written: as [#requireReadable], and not read-only, which a native call
  /// would ignore.
  static void requireWritable(String name, MemorySegment segment, int rows, int columns) {
    requireReadable(name, segment, rows, columns);
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException(name + " must be writable but is a read-only segment");
    }
  }

  /// The same two checks for the Gram matrix of a row-major matrix, in whole.
  static void requireGram(
      int rows, int columns, MemorySegment a, int order, double beta, MemorySegment gram) {
    requireDimension("rows", rows);
    requireDimension("columns", columns);
    requireReadable("a", a, rows, columns);
    requireWritable("gram", gram, order, order);
    if (!Double.isFinite(beta)) {
      throw new IllegalArgumentException("beta must be finite but was " + beta);
    }
  }

  static void requireEigen(int n, MemorySegment matrix, MemorySegment values) {
    requireDimension("n", n);
    requireWritable("matrix", matrix, n, n);
    requireWritable("values", values, n, 1);
  }

  /// The solver with vectors reports success for input that is not finite.
  static void requireNumbers(String routine, int n, MemorySegment values) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(values.getAtIndex(ValueLayout.JAVA_DOUBLE, i))) {
        throw new ArithmeticException("%s: a result is not finite for n=%d".formatted(routine, n));
      }
    }
  }

  static void requireSingular(int rows, int columns, MemorySegment a, MemorySegment values) {
    requireDimension("rows", rows);
    requireDimension("columns", columns);
    requireWritable("a", a, rows, columns);
    requireWritable("values", values, Math.min(rows, columns), 1);
  }

  static void requireProduct(
      int rows, int columns, int inner, MemorySegment a, MemorySegment b, MemorySegment c) {
    requireDimension("rows", rows);
    requireDimension("columns", columns);
    requireDimension("inner", inner);
    requireReadable("a", a, rows, inner);
    requireReadable("b", b, inner, columns);
    requireWritable("c", c, rows, columns);
  }
}
