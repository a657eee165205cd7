package org.weightwatcher.format.hdf5;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.Chunk;
import org.weightwatcher.tensor.ChunkGrid;

/// Collects the chunks of one dataset, each checked: its place, its bytes, and that no other chunk
/// has that place.
final class ChunkTable {
  private final Hdf5Bytes bytes;
  private final ArrayReader.Array array;
  private final ChunkGrid grid;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Set<Long> places = new HashSet<>();

  ChunkTable(Hdf5Bytes bytes, ArrayReader.Array array, ChunkGrid grid) {
    this.bytes = bytes;
    this.array = array;
    this.grid = grid;
  }

  ChunkGrid grid() {
    return grid;
  }

  ArrayReader.Array array() {
    return array;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /// A chunk whose filters are listed nowhere: the address alone.
  void add(long[] corner, long address) {
    add(corner, address, grid.chunkBytes(), 0);
  }

  /// @param corner first element
  /// @param address of its bytes; undefined for a chunk that was never written
  /// @param size bytes as stored
  /// @param skipped filters that were not applied, by bits
  void add(long[] corner, long address, long size, int skipped) {
    if (bytes.isUndefined(address) || isOutside(corner)) {
      return;
    }
    long place = grid.place(corner);
    if (place < 0 || !places.add(place)) {
      throw bytes.malformed(
          "HDF5 chunk must begin at an own multiple of %s".formatted(grid.chunk()), address);
    }
    long plain = grid.chunkBytes();
    if (size < 0
        || size > Limits.HDF5_CHUNK_BYTES
        || (array.filters().isEmpty() && size != plain)) {
      throw bytes.malformed(
          "HDF5 chunk must have %d bytes but has %s".formatted(plain, Long.toUnsignedString(size)),
          address);
    }
    bytes.require(address, size);
    chunks.add(new Chunk(place, bytes.storageOffset(address), (int) size, skipped));
    if (chunks.size() > Limits.HDF5_CHUNKS) {
      throw new Damage(
          ErrorCode.E_LIMIT,
          "HDF5 dataset has more than %d chunks".formatted(Limits.HDF5_CHUNKS),
          "");
    }
  }

  /// A dataset that shrank may keep chunks that hold none of its elements.
  private boolean isOutside(long... corner) {
    for (int axis = 0; axis < corner.length; axis++) {
      if (corner[axis] >= grid.dims().get(axis)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a chunk reaches beyond the dataset.
  boolean isPartial(long... corner) {
    for (int axis = 0; axis < corner.length; axis++) {
      if (corner[axis] > grid.dims().get(axis) - grid.chunk().get(axis)) {
        return true;
      }
    }
    return false;
  }
}
