package org.weightwatcher.format.hdf5;

import org.weightwatcher.error.ErrorCode;

/// Reads the index of a chunked layout of version 4.
///
/// ```text
/// type u8; 1 single: [bytes, mask u32]; 3 fixed array: page bits u8; 4 extensible array: 5 bytes;
/// 5 B-tree: node bytes u32, 2 bytes; then the address
/// ```
///
/// @param bytes the file
/// @param index receives the chunks
/// @param flags of the layout; bit 1: the single chunk is filtered
record IndexReader(Hdf5Bytes bytes, ChunkIndex index, int flags) {
  private static final int SINGLE_FILTERED = 2;
  private static final int TREE_FILTERED = 11;
  private static final int TREE_PLAIN = 10;

  void read(long at) {
    int type = bytes.u8(at);
    boolean filtered = type == 1 && (flags & SINGLE_FILTERED) != 0;
    int lengths = bytes.getSizeOfLengths();
    long address = bytes.address(at + 1 + before(type, filtered ? lengths + 4 : 0, at));
    if (bytes.isUndefined(address)) {
      return;
    }
    switch (type) {
      case 1 -> {
        long plain = index.table().grid().chunkBytes();
        long size = filtered ? bytes.number(at + 1, lengths) : plain;
        int mask = filtered ? (int) bytes.number(at + 1 + lengths, 4) : -1;
        index.single(address, size, mask);
      }
      case 2 -> index.implicit(address);
      case 3 -> new FixedArray(bytes, index).read(address);
      case 4 -> new ExtensibleArray(bytes, index, address).read();
      default -> readTree(address);
    }
  }

  private int before(int type, int single, long at) {
    return switch (type) {
      case 1 -> single;
      case 2 -> 0;
      case 3 -> 1;
      case 4 -> 5;
      case 5 -> 6;
      default ->
          throw new Damage(
              ErrorCode.E_UNSUPPORTED,
              "HDF5 chunk index must be of type 1 to 5 but is of type " + type,
              bytes.place(at));
    };
  }

  private void readTree(long address) {
    TreeV2 tree = new TreeV2(bytes, address);
    boolean filtered = tree.type() == TREE_FILTERED;
    if (!filtered && tree.type() != TREE_PLAIN) {
      throw bytes.malformed("HDF5 B-tree of chunks is of type " + tree.type(), address);
    }
    int least =
        bytes.getSizeOfOffsets() + Long.BYTES * index.table().grid().rank() + (filtered ? 5 : 0);
    if (tree.recordBytes() < least) {
      throw bytes.malformed(
          "HDF5 chunk record must have at least %d bytes but has %d"
              .formatted(least, tree.recordBytes()),
          address);
    }
    index.records(tree.records(), filtered);
  }
}
