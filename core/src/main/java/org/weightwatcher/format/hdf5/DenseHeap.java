package org.weightwatcher.format.hdf5;

import io.jhdf.FractalHeap;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Links or attributes of an object that has too many for its header: bodies of messages in a
/// fractal heap, found by the records of a B-tree.
///
/// @param bytes the file
/// @param heap address of the heap
/// @param names address of the B-tree by names
record DenseHeap(Hdf5Bytes bytes, long heap, long names) {
  private static final int LINKS = 5;
  private static final int ATTRIBUTES = 8;
  private static final int HASH = 4;
  private static final int LINK_ID = 7;
  private static final int ATTRIBUTE_ID = 8;

  List<ByteBuffer> links() {
    return read(LINKS, HASH, LINK_ID);
  }

  List<ByteBuffer> attributes() {
    return read(ATTRIBUTES, 0, ATTRIBUTE_ID);
  }

  private List<ByteBuffer> read(int type, int idAt, int idBytes) {
    TreeV2 tree = new TreeV2(bytes, names);
    if (tree.type() != type || tree.recordBytes() < idAt + idBytes) {
      throw bytes.malformed("HDF5 B-tree must hold names, of type %d".formatted(type), names);
    }
    checkTable();
    FractalHeap content = new FractalHeap(bytes, heap);
    List<ByteBuffer> found = new ArrayList<>();
    for (MemorySegment record : tree.records()) {
      ByteBuffer id = record.asSlice(idAt, idBytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      found.add(content.getId(id).order(ByteOrder.LITTLE_ENDIAN));
    }
    return found;
  }

  /// jHDF makes a list as long as the table of the root block before it reads the block.
  private void checkTable() {
    int lengths = bytes.getSizeOfLengths();
    int offsets = bytes.getSizeOfOffsets();
    long at = heap + 14 + 10L * lengths + 2L * offsets;
    long width = bytes.u16(at);
    long rows = bytes.u16(at + 2 + 2L * lengths + 4 + offsets);
    if (width * rows > bytes.size() / offsets) {
      throw bytes.malformed(
          "HDF5 fractal heap of %d times %d blocks is larger than the file".formatted(rows, width),
          heap);
    }
  }
}
