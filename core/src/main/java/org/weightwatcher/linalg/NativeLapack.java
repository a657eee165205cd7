package org.weightwatcher.linalg;

import java.lang.foreign.MemorySegment;

/// Placeholder until the native calls land in the next commit.
final class NativeLapack implements Lapack {
  @Override
  public String description() {
    return "";
  }

  @Override
  public void gramOfColumns(
      int rows, int columns, MemorySegment a, double beta, MemorySegment gram) {}

  @Override
  public void gramOfRows(int rows, int columns, MemorySegment a, double beta, MemorySegment gram) {}

  @Override
  public void eigenvalues(int n, MemorySegment matrix, MemorySegment values) {}

  @Override
  public void singularValues(int rows, int columns, MemorySegment a, MemorySegment values) {}

  @Override
  public void multiply(
      int rows, int columns, int inner, MemorySegment a, MemorySegment b, MemorySegment c) {}
}
