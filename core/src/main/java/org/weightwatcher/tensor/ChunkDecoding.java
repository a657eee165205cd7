package org.weightwatcher.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Undoes the filters of one block, last filter first. No step may give more bytes than the block
/// has by its shape, with the checksums that are still on it.
///
/// @param file name for messages
/// @param chunked the storage
/// @param chunk the block
/// @param buffers hold what the steps give
record ChunkDecoding(
    String file, Storage.Encoding.Chunked chunked, Chunk chunk, ChunkBuffers buffers) {
  private static final int CHECKSUM_BYTES = 4;
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// @return the most bytes that a step may give
  static long most(Storage.Encoding.Chunked chunked) {
    return chunked.grid().chunkBytes() + (long) CHECKSUM_BYTES * chunked.filters().size();
  }

  /// @param stored the block as it lies in the file
  /// @return its elements, as many as the shape of a block has; valid until the next block
  MemorySegment decode(MemorySegment stored) {
    long expected = chunked.grid().chunkBytes();
    List<ChunkFilter> filters = chunked.filters();
    MemorySegment bytes = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if ((chunk.skipped() >>> i & 1) == 0) {
        bytes = undo(filters.get(i), bytes);
      }
    }
    if (bytes.byteSize() != expected) {
      throw damaged("must have %d bytes but has %d".formatted(expected, bytes.byteSize()));
    }
    return bytes;
  }

  private MemorySegment undo(ChunkFilter filter, MemorySegment bytes) {
    return switch (filter) {
      case ChunkFilter.Deflate() -> inflate(bytes, buffers.next());
      case ChunkFilter.Lzf() -> {
        MemorySegment target = buffers.next();
        long written = Lzf.expand(bytes, target);
        if (written < 0) {
          throw damaged("is no LZF stream of at most %d bytes".formatted(buffers.bytes()));
        }
        yield target.asSlice(0, written);
      }
      case ChunkFilter.Shuffle(int elementBytes) -> unshuffle(bytes, elementBytes);
      case ChunkFilter.Fletcher32() -> verified(bytes);
    };
  }

  private MemorySegment inflate(MemorySegment stored, MemorySegment target) {
    ByteBuffer output = target.asByteBuffer();
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(stored.asByteBuffer());
      while (!inflater.finished() && output.hasRemaining()) {
        if (inflater.inflate(output) == 0 && !inflater.finished()) {
          throw damaged("ends after %d bytes".formatted(output.position()));
        }
      }
      if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
        throw damaged("has more than %d bytes".formatted(target.byteSize()));
      }
    } catch (DataFormatException e) {
      throw damaged("is damaged after %d bytes".formatted(output.position()));
    }
    return target.asSlice(0, output.position());
  }

  private MemorySegment unshuffle(MemorySegment bytes, int width) {
    if (bytes.byteSize() > buffers.bytes()) {
      throw damaged(
          "must have at most %d bytes but has %d".formatted(buffers.bytes(), bytes.byteSize()));
    }
    MemorySegment target = buffers.next().asSlice(0, bytes.byteSize());
    long elements = bytes.byteSize() / width;
    for (int plane = 0; plane < width; plane++) {
      for (long i = 0; i < elements; i++) {
        target.set(
            ValueLayout.JAVA_BYTE,
            i * width + plane,
            bytes.get(ValueLayout.JAVA_BYTE, plane * elements + i));
      }
    }
    long rest = elements * width;
    MemorySegment.copy(bytes, rest, target, rest, bytes.byteSize() - rest);
    return target;
  }

  private MemorySegment verified(MemorySegment bytes) {
    long length = bytes.byteSize() - CHECKSUM_BYTES;
    if (length < 0) {
      throw damaged("has %d bytes, no room for its checksum".formatted(bytes.byteSize()));
    }
    MemorySegment content = bytes.asSlice(0, length);
    int stored = bytes.get(U32, length);
    int actual = Fletcher32.of(content);
    // Libraries before 1.6.3 swapped the bytes of each half on little-endian machines.
    if (stored != actual && stored != Integer.reverseBytes(Integer.rotateLeft(actual, 16))) {
      throw damaged("has checksum %08x, not %08x".formatted(actual, stored));
    }
    return content;
  }

  private ModelFormatException damaged(String what) {
    return new ModelFormatException(
        ErrorCode.E_MALFORMED,
        "%s: chunk %d %s".formatted(Printable.brief(file), chunk.place(), what),
        "byte " + chunk.offset(),
        "copying or downloading the file again");
  }
}
