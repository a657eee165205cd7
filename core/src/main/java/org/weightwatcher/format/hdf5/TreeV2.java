package org.weightwatcher.format.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weightwatcher.format.Limits;

/// B-trees of version 2.
///
/// ```text
/// BTHD, u8, type u8, node bytes u32, record bytes u16, depth u16, 2 bytes, root, records of the
///       root u16, records of the tree
/// BTLF  u8, type u8, records
/// BTIN  u8, type u8, records; per child: address, its records, [records below it]
/// ```
///
/// The widths of the counts follow from how many records fit into nodes of each depth.
final class TreeV2 {
  private static final int NODE_PREFIX = 6;
  private static final int NODE_OVERHEAD = 10;

  private final Hdf5Bytes bytes;
  private final int type;
  private final int nodeBytes;
  private final int recordBytes;
  private final int depth;
  private final long root;
  private final int rootRecords;
  private final long total;

  /// Most records of a subtree, by its depth.
  private final long[] below;

  private record Node(long address, int records, int depth) {}

  TreeV2(Hdf5Bytes bytes, long address) {
    this.bytes = bytes;
    bytes.signature("BTHD", address);
    int width = bytes.getSizeOfOffsets();
    this.type = bytes.u8(address + 5);
    this.nodeBytes = (int) bytes.number(address + 6, 4);
    this.recordBytes = bytes.u16(address + 10);
    this.depth = bytes.u16(address + 12);
    this.root = bytes.address(address + 16);
    this.rootRecords = bytes.u16(address + 16 + width);
    this.total = bytes.number(address + 18 + width, bytes.getSizeOfLengths());
    if (nodeBytes <= NODE_OVERHEAD
        || recordBytes == 0
        || recordBytes > nodeBytes - NODE_OVERHEAD
        || depth > Limits.HDF5_TREE_DEPTH
        || total < 0
        || total > bytes.size() / recordBytes) {
      throw bytes.malformed(
          "HDF5 B-tree has nodes of %d bytes, records of %d, %d levels and %s records"
              .formatted(nodeBytes, recordBytes, depth, Long.toUnsignedString(total)),
          address);
    }
    this.below = mostBelow();
  }

  int type() {
    return type;
  }

  int recordBytes() {
    return recordBytes;
  }

  /// All records; inner nodes come before what is below them.
  List<MemorySegment> records() {
    List<MemorySegment> records = new ArrayList<>();
    if (total == 0) {
      return records;
    }
    Set<Long> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    open.push(new Node(root, rootRecords, depth));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node.address())) {
        throw bytes.malformed("HDF5 B-tree has a node twice", node.address());
      }
      read(node, records, open);
      if (records.size() > total) {
        throw bytes.malformed(
            "HDF5 B-tree must have %d records but has more".formatted(total), node.address());
      }
    }
    return records;
  }

  private void read(Node node, List<MemorySegment> records, Deque<Node> open) {
    bytes.signature(node.depth() == 0 ? "BTLF" : "BTIN", node.address());
    long children = NODE_PREFIX + (long) node.records() * recordBytes;
    int width = bytes.getSizeOfOffsets();
    int countBytes = width(below[0]);
    int totalBytes = node.depth() > 1 ? width(below[node.depth() - 1]) : 0;
    int step = width + countBytes + totalBytes;
    long length = children + (node.depth() == 0 ? 0 : (node.records() + 1L) * step);
    if (length > nodeBytes) {
      throw bytes.malformed(
          "HDF5 B-tree node of %d bytes cannot hold %d records"
              .formatted(nodeBytes, node.records()),
          node.address());
    }
    MemorySegment content = bytes.slice(node.address(), length);
    for (int i = 0; i < node.records(); i++) {
      records.add(content.asSlice(NODE_PREFIX + (long) i * recordBytes, recordBytes));
    }
    for (int i = 0; node.depth() > 0 && i <= node.records(); i++) {
      long at = children + (long) i * step;
      open.push(
          new Node(
              Hdf5Bytes.number(content, at, width),
              (int) Hdf5Bytes.number(content, at + width, countBytes),
              node.depth() - 1));
    }
  }

  /// Most records of a subtree, for each depth; 0 is a leaf.
  private long[] mostBelow() {
    long[] below = new long[depth + 1];
    long room = (long) nodeBytes - NODE_OVERHEAD;
    below[0] = room / recordBytes;
    for (int i = 1; i <= depth; i++) {
      long pointer =
          (long) bytes.getSizeOfOffsets() + width(below[0]) + (i > 1 ? width(below[i - 1]) : 0);
      long node = Math.max(1, (room - pointer) / (recordBytes + pointer));
      // Saturates: no real tree comes near, and a count has at most 8 bytes.
      below[i] =
          below[i - 1] > Long.MAX_VALUE / (node + 2)
              ? Long.MAX_VALUE
              : (node + 1) * below[i - 1] + node;
    }
    return below;
  }

  private static int width(long most) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(most) + 7) / 8);
  }
}
