package org.weightwatcher.format.hdf5;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.tensor.ChunkGrid;

/// The order in which array-like indexes number chunks: row-major, by the numbers of chunks of the
/// largest dimensions that the dataset may have; an axis without bound comes first.
///
/// @param grid the grid of the dataset as it is
/// @param axes from the slowest to the fastest
/// @param counts chunks along each axis of `axes`; only implicit indexes use the first, which is 1
///   for an axis without bound
record ChunkOrder(ChunkGrid grid, List<Integer> axes, List<Long> counts) {
  static ChunkOrder of(ArrayReader.Array array, ChunkGrid grid) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < grid.rank(); axis++) {
      if (array.maxDims().get(axis) < 0) {
        axes.addFirst(axis);
      } else {
        axes.addLast(axis);
      }
    }
    List<Long> counts =
        axes.stream()
            .map(axis ->
                Math.max(1, Math.ceilDiv(array.maxDims().get(axis), grid.chunk().get(axis))))
            .toList();
    return new ChunkOrder(grid, List.copyOf(axes), counts);
  }

  /// First element of the chunk of that number.
  long[] corner(long number) {
    long[] corner = new long[grid.rank()];
    long rest = number;
    for (int i = axes.size() - 1; i >= 0; i--) {
      long index = i == 0 ? rest : rest % counts.get(i);
      rest /= counts.get(i);
      corner[axes.get(i)] = Math.multiplyExact(index, grid.chunk().get(axes.get(i)));
    }
    return corner;
  }
}
