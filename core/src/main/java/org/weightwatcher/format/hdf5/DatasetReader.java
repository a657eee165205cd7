package org.weightwatcher.format.hdf5;

import io.jhdf.object.message.DataTypeMessage;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.Shape;

/// Reads what a dataset is and where its bytes lie; the bytes themselves are not touched.
///
/// @param bytes the file
/// @param header header of the dataset
record DatasetReader(Hdf5Bytes bytes, ObjectHeader header) {

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
    DataTypeMessage type = datatype();
    String label =
        new AttributeReader(bytes, header)
            .strings("dtype")
            .filter(texts -> texts.size() == 1)
            .map(texts -> texts.getFirst())
            .orElse("");
    ElementType element = ElementType.of(type.getDataType(), label);
    Array array = new ArrayReader(bytes, header).read(element.dtype().bits() / Byte.SIZE);
    return new Hdf5Object.Dataset(
        element.dtype(),
        Shape.of(array.dims().stream().mapToLong(Long::longValue).toArray()),
        new LayoutReader(bytes, header, array, element.endian()).read());
  }

  /// A type that several datasets share is an object of its own.
  ///
  /// ```text
  /// u8 version, u8 type, [6 bytes if version 1], address
  /// ```
  private DataTypeMessage datatype() {
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
    return message.parse(bytes, DataTypeMessage.class);
  }
}
