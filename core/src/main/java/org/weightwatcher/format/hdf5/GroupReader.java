package org.weightwatcher.format.hdf5;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;

/// The links of a group in one of its three forms: a symbol table (B-tree, nodes and a heap of
/// names), messages of the header, or a fractal heap.
///
/// @param bytes the file
/// @param header header of the group
record GroupReader(Hdf5Bytes bytes, ObjectHeader header) {
  private static final int SOFT = 2;

  /// What a name of a group stands for.
  sealed interface Link {
    /// An object of this file.
    record Hard(long address) implements Link {}

    /// A path in this file, counted from the group that holds the link unless it begins with a
    /// slash.
    record Soft(String target) implements Link {}

    /// An object of another file, which is not opened.
    record External(String file) implements Link {}
  }

  /// Links by name, in the order of the file.
  Map<String, Link> links() {
    Map<String, Link> links = new LinkedHashMap<>();
    header
        .parse(bytes, RawMessage.SYMBOL_TABLE, SymbolTableMessage.class)
        .ifPresent(table -> readTable(table, links));
    for (RawMessage message : header.all(RawMessage.LINK)) {
      add(message.parse(bytes, LinkMessage.class), links);
    }
    Optional<LinkInfoMessage> info =
        header.parse(bytes, RawMessage.LINK_INFO, LinkInfoMessage.class);
    if (info.isPresent() && !bytes.isUndefined(info.get().getFractalHeapAddress())) {
      DenseHeap heap =
          new DenseHeap(
              bytes, info.get().getFractalHeapAddress(), info.get().getBTreeNameIndexAddress());
      for (ByteBuffer body : heap.links()) {
        add(LinkMessage.fromBuffer(body, bytes.getSuperblock()), links);
      }
    }
    return links;
  }

  private void readTable(SymbolTableMessage table, Map<String, Link> links) {
    ByteBuffer names = new LocalHeap(bytes, table.getLocalHeapAddress()).getDataBuffer();
    TreeV1 tree = new TreeV1(bytes, TreeV1.NAMES, bytes.getSizeOfLengths());
    for (TreeV1.Entry entry : tree.entries(table.getBTreeAddress(), Limits.HDF5_OBJECTS)) {
      for (SymbolTableEntry symbol :
          new GroupSymbolTableNode(bytes, entry.child()).getSymbolTableEntries()) {
        Link link =
            symbol.getCacheType() == SOFT
                ? new Link.Soft(name(names, symbol.getLinkValueOffset()))
                : new Link.Hard(symbol.getObjectHeaderAddress());
        put(name(names, symbol.getLinkNameOffset()), link, links);
      }
    }
  }

  /// Many symbols may point into one long name.
  private String name(ByteBuffer names, int offset) {
    String name = Utils.readUntilNull(names.position(offset));
    bytes.charge(name.length(), header.address());
    return name;
  }

  private void add(LinkMessage message, Map<String, Link> links) {
    Link link =
        switch (message.getLinkType()) {
          case HARD -> new Link.Hard(message.getHardLinkAddress());
          case SOFT -> new Link.Soft(message.getSoftLink());
          case EXTERNAL -> new Link.External(message.getExternalFile());
        };
    put(message.getLinkName(), link, links);
  }

  private void put(String name, Link link, Map<String, Link> links) {
    if (links.put(name, link) != null) {
      throw new Damage(
          ErrorCode.E_DUPLICATE, "HDF5 group has a name twice", bytes.place(header.address()));
    }
  }
}
