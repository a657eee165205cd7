package org.weightwatcher.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Two buffers that the steps of decoding use in turn: each step reads what the one before it gave
/// and writes over what the one before that gave. They serve all blocks of a storage.
final class ChunkBuffers implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final long bytes;
  private MemorySegment next = MemorySegment.NULL;
  private MemorySegment last = MemorySegment.NULL;

  /// @param bytes of each buffer
  ChunkBuffers(long bytes) {
    this.bytes = bytes;
  }

  /// @return bytes of each buffer
  long bytes() {
    return bytes;
  }

  /// @return the buffer that was not handed out last; it holds noise
  MemorySegment next() {
    MemorySegment free = next.address() == 0 ? arena.allocate(bytes) : next;
    next = last;
    last = free;
    return free;
  }

  @Override
  public void close() {
    arena.close();
  }
}
