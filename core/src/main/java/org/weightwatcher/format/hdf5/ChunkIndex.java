package org.weightwatcher.format.hdf5;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;

/// Indexes of the recent layouts that list chunks by number; fixed and extensible arrays share the
/// form of their entries.
///
/// @param bytes the file
/// @param table receives the chunks
/// @param order how they are numbered
/// @param rawEdges chunks at the edges are stored without filters
record ChunkIndex(Hdf5Bytes bytes, ChunkTable table, ChunkOrder order, boolean rawEdges) {
  private static final int MASK_BYTES = 4;

  /// One chunk of a dataset that has no other.
  ///
  /// @param size bytes as stored
  void single(long address, long size, int skipped) {
    table.add(new long[table.grid().rank()], address, size, skipped);
  }

  /// Unfiltered chunks, all present, one behind the other.
  void implicit(long start) {
    long count = 1;
    for (int axis = 0; axis < table.grid().rank(); axis++) {
      long along = order.counts().get(axis);
      if (along > Limits.HDF5_CHUNKS / count) {
        throw new Damage(
            ErrorCode.E_LIMIT,
            "HDF5 dataset has more than %d chunks".formatted(Limits.HDF5_CHUNKS),
            "");
      }
      count *= along;
    }
    long chunk = table.grid().chunkBytes();
    bytes.require(start, Math.multiplyExact(count, chunk));
    for (long i = 0; i < count; i++) {
      table.add(order.corner(i), start + i * chunk);
    }
  }

  /// @param content entries, one behind the other
  /// @param first number of the first
  /// @param filtered whether an entry has size and mask
  void entries(MemorySegment content, int entryBytes, long first, boolean filtered) {
    int width = bytes.getSizeOfOffsets();
    for (long at = 0; at < content.byteSize(); at += entryBytes) {
      long[] corner = order.corner(first + at / entryBytes);
      long address = Hdf5Bytes.number(content, at, width);
      if (filtered) {
        int sizeBytes = entryBytes - width - MASK_BYTES;
        long size = Hdf5Bytes.number(content, at + width, sizeBytes);
        add(corner, address, size, (int) Hdf5Bytes.number(content, at + width + sizeBytes, 4));
      } else {
        table.add(corner, address);
      }
    }
  }

  /// @param records addresses and, for filtered chunks, sizes and masks, then scaled corners
  /// @param filtered whether size and mask are there
  void records(Iterable<MemorySegment> records, boolean filtered) {
    int width = bytes.getSizeOfOffsets();
    int rank = table.grid().rank();
    for (MemorySegment record : records) {
      long scaled = record.byteSize() - (long) Long.BYTES * rank;
      long[] corner = new long[rank];
      for (int axis = 0; axis < rank; axis++) {
        corner[axis] =
            Math.multiplyExact(
                Hdf5Bytes.number(record, scaled + (long) Long.BYTES * axis, Long.BYTES),
                table.grid().chunk().get(axis));
      }
      long address = Hdf5Bytes.number(record, 0, width);
      if (filtered) {
        int sizeBytes = (int) scaled - width - MASK_BYTES;
        long size = Hdf5Bytes.number(record, width, sizeBytes);
        add(corner, address, size, (int) Hdf5Bytes.number(record, width + sizeBytes, MASK_BYTES));
      } else {
        table.add(corner, address);
      }
    }
  }

  private void add(long[] corner, long address, long size, int mask) {
    table.add(corner, address, size, rawEdges && table.isPartial(corner) ? -1 : mask);
  }
}
