package org.weightwatcher.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Off-heap float64 buffers that one worker uses again for matrix after matrix.
///
/// There is one buffer a slot. It grows to what is asked and never shrinks before [#close]. The
/// owner is whoever called [#of], and closes it. [#doubles] and [#close] are for one thread at a
/// time; the segments may be read and written by several threads while neither is called.
public final class Buffers implements AutoCloseable {
  /// Enough for every vector instruction set, and a cache line.
  private static final long ALIGNMENT = 64;

  /// What a buffer is for.
  public enum Slot {
    /// A block of decoded rows.
    BLOCK,
    /// A Gram matrix.
    GRAM,
    /// Eigenvalues or singular values.
    VALUES,
    /// A whole matrix, for a direct singular value decomposition.
    MATRIX,
    /// What a matrix is made from: a kernel, the left factor of a product.
    INPUT,
    /// The right factor of a product, imaginary parts.
    PARTNER
  }

  /// The size that a block of decoded rows should not exceed: large enough that a rank-k update is
  /// as fast as it gets, small beside the matrices.
  public static final long MAX_BLOCK_BYTES = 64L << 20;

  private record Buffer(Arena arena, MemorySegment bytes) {}

  private final long limit;
  private final Map<Slot, Buffer> buffers = new EnumMap<>(Slot.class);
  private final Set<Slot> inUse = EnumSet.noneOf(Slot.class);
  private boolean tight;
  private boolean closed;

  private Buffers(long limit) {
    this.limit = limit;
  }

  /// Empty buffers; nothing is allocated before it is asked for.
  ///
  /// @param limitBytes the most bytes that all slots together may have, `>= 0`
  /// @return buffers that the caller closes
  public static Buffers of(long limitBytes) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes must be >= 0 but was " + limitBytes);
    }
    return new Buffers(limitBytes);
  }

  /// Begins with other matrices: no segment handed out so far is used any more. The memory stays as
  /// far as the limit leaves room for what is needed.
  ///
  /// @param need most bytes that will be asked for
  public void reuse(long need) {
    inUse.clear();
    tight = need > limit - bytes();
  }

  /// The buffer of a slot, with undefined contents. The segment handed out before for this slot
  /// must not be used any more.
  ///
  /// @param slot which buffer
  /// @param count number of doubles, `>= 0`
  /// @return a segment of exactly `8·count` bytes, aligned to 64 bytes
  /// @throws IllegalStateException when closed, or when the limit would be exceeded: the plan of
  ///   memory was wrong
  /// @throws OutOfMemoryError when the system has no such memory; the slot is empty then
  public MemorySegment doubles(Slot slot, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must be >= 0 but was " + count);
    }
    if (closed) {
      throw new IllegalStateException("the buffers are closed");
    }
    long size = Math.multiplyExact(count, Double.BYTES);
    boolean first = inUse.add(slot);
    Buffer old = buffers.get(slot);
    if (first && tight && old != null && old.bytes.byteSize() > size) {
      release(slot);
      old = null;
    }
    if (old != null && old.bytes.byteSize() >= size) {
      return old.bytes.asSlice(0, size);
    }
    long others = bytes() - (old == null ? 0 : old.bytes.byteSize());
    if (size > limit - others) {
      EnumSet.complementOf(EnumSet.copyOf(inUse)).forEach(this::release);
      others = bytes() - (old == null ? 0 : old.bytes.byteSize());
    }
    if (size > limit - others) {
      throw new IllegalStateException(
          "slot %s needs %d bytes and the others have %d but the limit is %d"
              .formatted(slot, size, others, limit));
    }
    // The old memory goes first: both together could exceed the limit.
    release(slot);
    return allocate(slot, size);
  }

  private MemorySegment allocate(Slot slot, long size) {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment bytes = arena.allocate(size, ALIGNMENT);
      buffers.put(slot, new Buffer(arena, bytes));
      return bytes;
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private void release(Slot slot) {
    Buffer buffer = buffers.remove(slot);
    if (buffer != null) {
      buffer.arena.close();
    }
  }

  /// The bytes that all slots hold now.
  ///
  /// @return a number that never exceeds the limit
  public long bytes() {
    return buffers.values().stream().mapToLong(buffer -> buffer.bytes.byteSize()).sum();
  }

  /// Frees all buffers; their segments cannot be used any more. May be called twice.
  @Override
  public void close() {
    closed = true;
    for (Slot slot : Slot.values()) {
      release(slot);
    }
  }
}
