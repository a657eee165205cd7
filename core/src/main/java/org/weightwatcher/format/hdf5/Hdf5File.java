package org.weightwatcher.format.hdf5;

import java.util.HashMap;
import java.util.Map;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.Shape;

/// An open HDF5 file: its groups and datasets by path. Objects are read when a path leads to them,
/// each once; the elements of datasets are never read here. Not safe for use by several threads.
public final class Hdf5File {
  private final Hdf5Bytes bytes;
  private final Map<Long, Hdf5Object> objects = new HashMap<>();
  private final long rootAddress;

  private Hdf5File(Hdf5Bytes bytes, long rootAddress) {
    this.bytes = bytes;
    this.rootAddress = rootAddress;
  }

  /// @param source its bytes
  /// @return the file
  /// @throws ModelFormatException when it is no HDF5 file, is cut short, or its root group cannot
  ///   be read
  public static Hdf5File open(Hdf5Source source) {
    try {
      SuperblockReader.Opened opened = Damage.guarded(new SuperblockReader(source)::read);
      Hdf5File file = new Hdf5File(opened.bytes(), opened.root());
      file.objects.put(
          opened.root(),
          Damage.guarded(
              () -> new Hdf5Group(file, ObjectHeader.read(opened.bytes(), opened.root()))));
      return file;
    } catch (Damage damage) {
      throw damage.of(source.name());
    }
  }

  /// @return the root group
  public Hdf5Group root() {
    return (Hdf5Group) object(rootAddress);
  }

  Hdf5Bytes bytes() {
    return bytes;
  }

  String name() {
    return bytes.source().name();
  }

  Hdf5Object object(long address) {
    Hdf5Object known = objects.get(address);
    if (known == null) {
      if (objects.size() == Limits.HDF5_OBJECTS) {
        throw Limits.exceeded(
            "number of HDF5 objects", objects.size() + 1L, Limits.HDF5_OBJECTS, name());
      }
      known = read(address);
      objects.put(address, known);
    }
    return known;
  }

  private Hdf5Object read(long address) {
    try {
      ObjectHeader header = Damage.guarded(() -> ObjectHeader.read(bytes, address));
      if (header.has(RawMessage.LAYOUT)) {
        return new DatasetReader(bytes, header).read();
      }
      boolean group =
          header.has(RawMessage.SYMBOL_TABLE)
              || header.has(RawMessage.LINK_INFO)
              || header.has(RawMessage.LINK);
      return group
          ? Damage.guarded(() -> new Hdf5Group(this, header))
          : new Hdf5Object.Unreadable(
              Shape.of(), ErrorCode.E_MALFORMED, "HDF5 object is neither a group nor a dataset");
    } catch (Damage damage) {
      return new Hdf5Object.Unreadable(Shape.of(), damage.code(), damage.reason());
    }
  }
}
