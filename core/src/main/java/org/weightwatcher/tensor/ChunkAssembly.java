package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;

/// Puts the blocks of a chunked storage together, one after the other; memory for two states of one
/// block is needed beside the result.
///
/// @param file name for messages
/// @param chunked the blocks
/// @param ranges what their offsets count in
record ChunkAssembly(String file, Storage.Encoding.Chunked chunked, ByteRanges ranges) {

  /// @param target zeros, as many as the array has bytes
  /// @return the target
  MemorySegment into(MemorySegment target) {
    if (chunked.fill() != 0) {
      fill(target);
    }
    try (ChunkBuffers buffers = new ChunkBuffers(ChunkDecoding.most(chunked))) {
      for (Chunk chunk : chunked.chunks()) {
        MemorySegment stored = ranges.slice(chunk.offset(), chunk.length());
        place(new ChunkDecoding(file, chunked, chunk, buffers).decode(stored), chunk, target);
      }
    }
    return target;
  }

  private void fill(MemorySegment target) {
    int width = chunked.grid().elementBytes();
    byte[] value = new byte[width];
    for (int i = 0; i < width; i++) {
      value[i] = (byte) (chunked.fill() >>> (Byte.SIZE * i));
    }
    MemorySegment element = MemorySegment.ofArray(value);
    long filled = Math.min(width, target.byteSize());
    MemorySegment.copy(element, 0, target, 0, filled);
    while (filled < target.byteSize()) {
      // What is filled doubles, so that the copies are long.
      long count = Math.min(filled, target.byteSize() - filled);
      MemorySegment.copy(target, 0, target, filled, count);
      filled += count;
    }
  }

  /// Copies the part of a block that lies inside the array, run by run along the last axis.
  private void place(MemorySegment block, Chunk chunk, MemorySegment target) {
    ChunkGrid grid = chunked.grid();
    int last = grid.rank() - 1;
    long[] corner = grid.corner(chunk.place());
    long[] extent = new long[grid.rank()];
    for (int axis = 0; axis <= last; axis++) {
      extent[axis] = Math.min(grid.chunk().get(axis), grid.dims().get(axis) - corner[axis]);
    }
    long run = extent[last] * grid.elementBytes();
    long[] index = new long[grid.rank()];
    boolean more = true;
    while (more) {
      long from = 0;
      long to = 0;
      for (int axis = 0; axis <= last; axis++) {
        from = from * grid.chunk().get(axis) + index[axis];
        to = to * grid.dims().get(axis) + corner[axis] + index[axis];
      }
      MemorySegment.copy(block, from * grid.elementBytes(), target, to * grid.elementBytes(), run);
      more = advance(index, extent, last - 1);
    }
  }

  /// Steps to the next run; false after the last one.
  private static boolean advance(long[] index, long[] extent, int from) {
    for (int axis = from; axis >= 0; axis--) {
      if (++index[axis] < extent[axis]) {
        return true;
      }
      index[axis] = 0;
    }
    return false;
  }
}
