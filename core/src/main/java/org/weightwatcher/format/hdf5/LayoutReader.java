package org.weightwatcher.format.hdf5;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.ChunkGrid;
import org.weightwatcher.tensor.Storage;

/// Where the bytes of a dataset lie: in its header, in one piece, or in chunks.
///
/// ```text
/// version 1, 2  u8, rank u8, class u8, 5 bytes, [address], dimensions u32; class 0: bytes u32, data
/// version 3, 4  u8, class u8; class 0: bytes u16, data; class 1: address, length; class 3: virtual
/// version 3     class 2: rank + 1 u8, B-tree, chunk dimensions u32, element bytes u32
/// version 4     class 2: flags u8, rank + 1 u8, width u8, chunk dimensions and element bytes in
///               that width, index type u8, index
/// ```
///
/// @param bytes the file
/// @param header header of the dataset
/// @param array what it is
/// @param endian byte order of its elements
record LayoutReader(Hdf5Bytes bytes, ObjectHeader header, ArrayReader.Array array, Endian endian) {
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;

  Storage read() {
    RawMessage message = header.first(RawMessage.LAYOUT).orElseThrow();
    long at = message.body();
    int version = bytes.u8(at);
    if (version < 1 || version > 4) {
      throw new Damage(
          ErrorCode.E_UNSUPPORTED,
          "HDF5 layout version must be 1 to 4 but was " + version,
          bytes.place(at));
    }
    return version < 3 ? old(at) : recent(at, version);
  }

  private Storage old(long at) {
    int rank = bytes.u8(at + 1);
    int kind = bytes.u8(at + 2);
    int width = bytes.getSizeOfOffsets();
    return switch (kind) {
      case COMPACT -> {
        long size = at + 8 + 4L * rank;
        yield compact(size + 4, bytes.number(size, 4));
      }
      case CONTIGUOUS -> contiguous(bytes.address(at + 8), array.bytes());
      case CHUNKED -> {
        ChunkGrid grid = grid(at + 8 + width, rank, 4);
        yield tree(bytes.address(at + 8), grid);
      }
      default -> throw unknown(kind, at);
    };
  }

  private Storage recent(long at, int version) {
    int kind = bytes.u8(at + 1);
    int width = bytes.getSizeOfOffsets();
    return switch (kind) {
      case COMPACT -> compact(at + 4, bytes.u16(at + 2));
      case CONTIGUOUS ->
          contiguous(bytes.address(at + 2), bytes.number(at + 2 + width, bytes.getSizeOfLengths()));
      case CHUNKED ->
          version == 3
              ? tree(bytes.address(at + 3), grid(at + 3 + width, bytes.u8(at + 2), 4))
              : indexed(at + 2);
      case 3 ->
          throw new Damage(
              ErrorCode.E_UNSAFE_PATH,
              "HDF5 dataset is virtual: its elements are in other files, which are not opened",
              "");
      default -> throw unknown(kind, at);
    };
  }

  private Damage unknown(int kind, long at) {
    return bytes.malformed("HDF5 layout class must be 0 to 3 but was " + kind, at);
  }

  private Storage compact(long at, long size) {
    return plain(at, size);
  }

  private Storage contiguous(long address, long size) {
    if (bytes.isUndefined(address)) {
      return array.dims().isEmpty()
          ? absentScalar()
          : chunked(
              new ChunkTable(
                  bytes, array, new ChunkGrid(array.elementBytes(), array.dims(), ones())));
    }
    return plain(address, size);
  }

  /// A number that was never written has no place of its own: it is a fill value without axes.
  private Storage absentScalar() {
    List<Long> one = List.of(1L);
    return chunked(new ChunkTable(bytes, array, new ChunkGrid(array.elementBytes(), one, one)));
  }

  private List<Long> ones() {
    return array.dims().stream().map(_ -> 1L).toList();
  }

  private Storage plain(long address, long size) {
    if (size < array.bytes()) {
      throw bytes.malformed(
          "HDF5 dataset must have %d bytes but has %s"
              .formatted(array.bytes(), Long.toUnsignedString(size)),
          address);
    }
    bytes.require(address, array.bytes());
    return bytes
        .source()
        .storage(bytes.offset(address), array.bytes(), endian, new Storage.Encoding.Plain());
  }

  /// The offset is that of the header: there is one for each dataset, and the chunks have their
  /// own.
  private Storage chunked(ChunkTable table) {
    checkTotal(table);
    return bytes
        .source()
        .storage(
            bytes.offset(header.address()),
            array.bytes(),
            endian,
            new Storage.Encoding.Chunked(
                table.grid(), array.filters(), table.chunks(), array.fill()));
  }

  /// Chunks may share bytes of the file, so its size does not bound what they decode to.
  private void checkTotal(ChunkTable table) {
    long chunk = table.grid().chunkBytes();
    long total = table.chunks().size() * chunk;
    if (total <= array.bytes()) {
      return;
    }
    long most = Limits.HDF5_CHUNKS_FREE + Limits.INFLATE_RATIO * array.bytes();
    if (total > most) {
      throw new Damage(
          ErrorCode.E_LIMIT,
          "HDF5 dataset of %d bytes has chunks of %d bytes in all, more than %d"
              .formatted(array.bytes(), total, most),
          "");
    }
  }

  private ChunkGrid grid(long at, int count, int width) {
    if (count != array.dims().size() + 1 || count < 2) {
      throw bytes.malformed(
          "HDF5 chunks must have %d dimensions but have %d"
              .formatted(array.dims().size(), count - 1),
          at);
    }
    List<Long> chunk = new ArrayList<>();
    long total = array.elementBytes();
    for (int axis = 0; axis < count - 1; axis++) {
      long size = bytes.number(at + (long) axis * width, width);
      if (size <= 0 || size > Limits.HDF5_CHUNK_BYTES / total) {
        throw bytes.malformed(
            "HDF5 chunk must have 1 to %d bytes but its dimension %d is %s"
                .formatted(Limits.HDF5_CHUNK_BYTES, axis, Long.toUnsignedString(size)),
            at);
      }
      checkFits(axis, size, at);
      total *= size;
      chunk.add(size);
    }
    long element = bytes.number(at + (count - 1L) * width, width);
    if (element != array.elementBytes()) {
      throw bytes.malformed(
          "HDF5 chunks must have elements of %d bytes but have %d"
              .formatted(array.elementBytes(), element),
          at);
    }
    return new ChunkGrid(array.elementBytes(), array.dims(), chunk);
  }

  /// The library refuses such chunks too when it makes a dataset.
  private void checkFits(int axis, long size, long at) {
    long most = array.maxDims().get(axis);
    if (most >= 0 && array.dims().get(axis) > 0 && size > most) {
      throw bytes.malformed(
          "HDF5 chunk must not exceed its dataset but its dimension %d is %d, more than %d"
              .formatted(axis, size, most),
          at);
    }
  }

  private Storage tree(long address, ChunkGrid grid) {
    ChunkTable table = new ChunkTable(bytes, array, grid);
    if (!bytes.isUndefined(address)) {
      int keyBytes = 8 + Long.BYTES * (grid.rank() + 1);
      TreeV1 tree = new TreeV1(bytes, TreeV1.CHUNKS, keyBytes);
      for (TreeV1.Entry entry : tree.entries(address, Limits.HDF5_CHUNKS)) {
        long[] corner = new long[grid.rank()];
        for (int axis = 0; axis < corner.length; axis++) {
          corner[axis] = Hdf5Bytes.number(entry.key(), 8 + (long) Long.BYTES * axis, Long.BYTES);
        }
        long size = Hdf5Bytes.number(entry.key(), 0, 4);
        table.add(corner, entry.child(), size, (int) Hdf5Bytes.number(entry.key(), 4, 4));
      }
    }
    return chunked(table);
  }

  private Storage indexed(long at) {
    int flags = bytes.u8(at);
    int count = bytes.u8(at + 1);
    int width = bytes.u8(at + 2);
    if (width < 1 || width > Long.BYTES) {
      throw bytes.malformed("HDF5 chunk dimensions of %d bytes each".formatted(width), at);
    }
    ChunkTable table = new ChunkTable(bytes, array, grid(at + 3, count, width));
    ChunkIndex index =
        new ChunkIndex(bytes, table, ChunkOrder.of(array, table.grid()), (flags & 1) != 0);
    new IndexReader(bytes, index, flags).read(at + 3 + (long) count * width);
    return chunked(table);
  }
}
