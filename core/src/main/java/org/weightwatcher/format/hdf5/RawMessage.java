package org.weightwatcher.format.hdf5;

import io.jhdf.object.message.Message;

/// One message of an object header, not yet parsed.
///
/// @param version of the header: 1 or 2
/// @param type what it is about
/// @param flags bit 1: the body is a reference to the message
/// @param start first byte of its prefix
/// @param body first byte after its prefix
/// @param size bytes of the body
record RawMessage(int version, int type, int flags, long start, long body, int size) {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int OLD_FILL_VALUE = 0x04;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int SHARED = 2;

  /// Prefix of a message of version 2 that has a creation order.
  private static final int ORDERED_PREFIX = 6;

  boolean isShared() {
    return (flags & SHARED) != 0;
  }

  /// Parses the message by jHDF.
  <T extends Message> T parse(Hdf5Bytes bytes, Class<T> kind) {
    if (isShared()) {
      throw bytes.malformed(
          "HDF5 message of type %d is shared, which is not read".formatted(type), start);
    }
    var buffer = bytes.readBufferFromAddress(start, Math.toIntExact(body + size - start));
    Message message =
        version == 1
            ? Message.readObjectHeaderV1Message(buffer, bytes)
            : Message.readObjectHeaderV2Message(buffer, bytes, body - start == ORDERED_PREFIX);
    return kind.cast(message);
  }
}
