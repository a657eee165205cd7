package org.weightwatcher.format.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weightwatcher.format.Limits;

/// B-trees of version 1.
///
/// ```text
/// TREE, type u8, level u8, entries u16, left and right neighbour; key, child, key, child, …, key
/// ```
///
/// @param bytes the file
/// @param type 0 names of a group, 1 chunks of a dataset
/// @param keyBytes bytes of a key
record TreeV1(Hdf5Bytes bytes, int type, int keyBytes) {
  static final int NAMES = 0;
  static final int CHUNKS = 1;

  /// One entry of a leaf.
  record Entry(MemorySegment key, long child) {}

  private record Node(long address, int level) {}

  /// All entries of the leaves, in order.
  List<Entry> entries(long root, int most) {
    List<Entry> entries = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    open.push(new Node(root, level(root)));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node.address())) {
        throw bytes.malformed("HDF5 B-tree has a node twice", node.address());
      }
      List<Entry> content = content(node);
      if (node.level() == 0) {
        entries.addAll(content);
      } else {
        content.reversed().forEach(entry -> open.push(new Node(entry.child(), node.level() - 1)));
      }
      if (entries.size() > most) {
        throw bytes.malformed("HDF5 B-tree must have at most %d entries".formatted(most), root);
      }
    }
    return entries;
  }

  private int level(long root) {
    int level = bytes.u8(root + 5);
    if (level > Limits.HDF5_TREE_DEPTH) {
      throw bytes.malformed(
          "HDF5 B-tree must have at most %d levels but has %d"
              .formatted(Limits.HDF5_TREE_DEPTH, level),
          root);
    }
    return level;
  }

  private List<Entry> content(Node node) {
    long at = node.address();
    bytes.signature("TREE", at);
    if (bytes.u8(at + 4) != type || bytes.u8(at + 5) != node.level()) {
      throw bytes.malformed(
          "HDF5 B-tree node must be of type %d and level %d".formatted(type, node.level()), at);
    }
    int count = bytes.u16(at + 6);
    int width = bytes.getSizeOfOffsets();
    long step = keyBytes + (long) width;
    MemorySegment content = bytes.slice(at + 8 + 2L * width, count * step);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      MemorySegment key = content.asSlice(i * step, keyBytes);
      entries.add(new Entry(key, Hdf5Bytes.number(content, i * step + keyBytes, width)));
    }
    return entries;
  }
}
