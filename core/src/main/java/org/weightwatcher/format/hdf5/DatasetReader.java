package org.weightwatcher.format.hdf5;

import io.jhdf.object.message.DataTypeMessage;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.Shape;

/// Reads what a dataset is and where its bytes lie; the bytes themselves are not touched.
///
/// @param bytes the file
/// @param header header of the dataset
record DatasetReader(Hdf5Bytes bytes, ObjectHeader header) {
  private static final int CLASS_BITS = 0x0f;
  private static final int OPAQUE = 5;

  Hdf5Object read() {
    Shape shape = Shape.of();
    try {
      shape = Damage.guarded(() -> Shape.of(new ArrayReader(bytes, header).dims()));
      return Damage.guarded(this::dataset);
    } catch (Damage damage) {
      return new Hdf5Object.Unreadable(shape, damage.code(), damage.reason());
    }
  }

  private Hdf5Object dataset() {
    if (header.has(RawMessage.EXTERNAL_FILES)) {
      throw new Damage(
          ErrorCode.E_UNSAFE_PATH,
          "HDF5 dataset keeps its elements in another file, which is not opened",
          "");
    }
    String label =
        new AttributeReader(bytes, header)
            .strings("dtype")
            .filter(texts -> texts.size() == 1)
            .map(texts -> texts.getFirst())
            .orElse("");
    ElementType element = element(datatype(), label);
    ArrayReader.Array array =
        new ArrayReader(bytes, header).read(element.dtype().bits() / Byte.SIZE);
    return new Hdf5Object.Dataset(
        element.dtype(),
        Shape.of(array.dims().stream().mapToLong(Long::longValue).toArray()),
        new LayoutReader(bytes, header, array, element.endian()).read());
  }

  /// jHDF needs a tag in opaque types, which h5py leaves out.
  private ElementType element(RawMessage type, String label) {
    return (bytes.u8(type.body()) & CLASS_BITS) == OPAQUE
        ? ElementType.ofOpaque(bytes.number(type.body() + 4, 4), label)
        : ElementType.of(type.parse(bytes, DataTypeMessage.class).getDataType(), label);
  }

  /// A type that several datasets share is an object of its own.
  ///
  /// ```text
  /// u8 version, u8 type, [6 bytes if version 1], address
  /// ```
  private RawMessage datatype() {
    RawMessage message =
        header
            .first(RawMessage.DATATYPE)
            .orElseThrow(() -> bytes.malformed("HDF5 dataset has no datatype", header.address()));
    if (message.isShared()) {
      int skip = bytes.u8(message.body()) == 1 ? 8 : 2;
      ObjectHeader named = ObjectHeader.read(bytes, bytes.address(message.body() + skip));
      message =
          named
              .first(RawMessage.DATATYPE)
              .orElseThrow(
                  () -> bytes.malformed("HDF5 named type has no datatype", named.address()));
    }
    return message;
  }
}
