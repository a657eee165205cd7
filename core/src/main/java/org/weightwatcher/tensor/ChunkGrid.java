package org.weightwatcher.tensor;

import java.io.Serializable;
import java.util.List;

/// How an array is cut into blocks of one shape, aligned to its origin; blocks at the far edges
/// reach beyond it.
///
/// @param elementBytes bytes of one element, 1 to 16
/// @param dims dimensions of the array, at least one
/// @param chunk dimensions of a block, as many, each `> 0`
public record ChunkGrid(int elementBytes, List<Long> dims, List<Long> chunk)
    implements Serializable {
  /// Copies the lists; refuses another number of dimensions and empty blocks.
  public ChunkGrid {
    dims = List.copyOf(dims);
    chunk = List.copyOf(chunk);
    if (dims.isEmpty() || dims.size() != chunk.size() || chunk.stream().anyMatch(n -> n <= 0)) {
      throw new IllegalArgumentException("array %s cut into blocks of %s".formatted(dims, chunk));
    }
  }

  /// @return number of dimensions
  public int rank() {
    return dims.size();
  }

  /// @return bytes of one block before filters
  /// @throws ArithmeticException if they exceed 2^63 - 1
  public long chunkBytes() {
    return chunk.stream().reduce((long) elementBytes, Math::multiplyExact);
  }

  /// @param axis in `[0, rank)`
  /// @return number of blocks along that axis
  public long chunks(int axis) {
    return Math.ceilDiv(dims.get(axis), chunk.get(axis));
  }

  /// @param corner first element of a block, as the file gives it
  /// @return the row-major number of its place; -1 if no block of this array begins there
  public long place(long... corner) {
    long place = 0;
    for (int axis = 0; axis < rank(); axis++) {
      if (corner[axis] < 0
          || corner[axis] >= dims.get(axis)
          || corner[axis] % chunk.get(axis) != 0) {
        return -1;
      }
      place =
          Math.addExact(Math.multiplyExact(place, chunks(axis)), corner[axis] / chunk.get(axis));
    }
    return place;
  }

  /// @param place row-major number of a place
  /// @return first element of the block there
  long[] corner(long place) {
    long[] corner = new long[rank()];
    long rest = place;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      corner[axis] = rest % chunks(axis) * chunk.get(axis);
      rest /= chunks(axis);
    }
    return corner;
  }
}
