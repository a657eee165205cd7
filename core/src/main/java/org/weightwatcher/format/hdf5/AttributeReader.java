package org.weightwatcher.format.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;

/// Attributes that hold text, of any of the forms in which Keras and h5py write them. Only the
/// attribute that is asked for is parsed as a whole.
///
/// ```text
/// version u8, flags u8, bytes of name, type and space 3 x u16, [character set u8 if version 3],
/// name, type, space, value
/// ```
///
/// @param bytes the file
/// @param header header of the object
/// @param heaps the collections of long texts that were read
record AttributeReader(Hdf5Bytes bytes, ObjectHeader header, Map<Long, GlobalHeap> heaps) {
  private static final int NAME_AT = 8;
  private static final int V3 = 3;
  private static final int UTF8_MOST = 4;

  AttributeReader(Hdf5Bytes bytes, ObjectHeader header) {
    this(bytes, header, new HashMap<>());
  }

  /// @return the texts; empty when there is no such attribute; an attribute without elements gives
  ///   an empty list
  Optional<List<String>> strings(String name) {
    return find(name).map(this::texts);
  }

  private Optional<AttributeMessage> find(String name) {
    for (RawMessage message : header.all(RawMessage.ATTRIBUTE)) {
      // Long values are not touched before the name fits: a real file has many attributes.
      int start = Math.min(message.size(), NAME_AT + 2 + name.length() * UTF8_MOST);
      ByteBuffer body = bytes.readBufferFromAddress(message.body(), start);
      if (!message.isShared() && isNamed(body, name)) {
        return Optional.of(message.parse(bytes, AttributeMessage.class));
      }
    }
    Optional<AttributeInfoMessage> info =
        header.parse(bytes, RawMessage.ATTRIBUTE_INFO, AttributeInfoMessage.class);
    if (info.isEmpty() || bytes.isUndefined(info.get().getFractalHeapAddress())) {
      return Optional.empty();
    }
    DenseHeap heap =
        new DenseHeap(
            bytes, info.get().getFractalHeapAddress(), info.get().getAttributeNameBTreeAddress());
    return heap.attributes().stream()
        .filter(body -> isNamed(body, name))
        .findFirst()
        .map(body -> new AttributeMessage(body, bytes, new BitSet()));
  }

  private static boolean isNamed(ByteBuffer body, String name) {
    int start = NAME_AT + (body.get(0) == V3 ? 1 : 0);
    byte[] expected = name.getBytes(StandardCharsets.UTF_8);
    int length = Short.toUnsignedInt(body.getShort(2));
    if (length < expected.length || start + length > body.limit()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      // What follows the name are zeros.
      if (body.get(start + i) != (i < expected.length ? expected[i] : 0)) {
        return false;
      }
    }
    return true;
  }

  private List<String> texts(AttributeMessage message) {
    ByteBuffer data = message.getDataBuffer();
    if (data == null) {
      return List.of();
    }
    data.order(ByteOrder.LITTLE_ENDIAN);
    DataType type = message.getDataType();
    List<String> texts = new ArrayList<>();
    switch (type) {
      case StringData fixed -> {
        checkLength(fixed.getSize(), data.remaining() > fixed.getSize());
        while (fixed.getSize() > 0 && data.remaining() >= fixed.getSize()) {
          byte[] text = new byte[fixed.getSize()];
          data.get(text);
          texts.add(trimmed(text, fixed.getPaddingType() == StringData.PaddingType.SPACE_PADDED));
        }
      }
      case VariableLength variable when variable.isVariableLengthString() -> {
        boolean several = data.remaining() > 2 * Integer.BYTES + bytes.getSizeOfOffsets();
        while (data.hasRemaining()) {
          texts.add(variable(data, several));
        }
      }
      default ->
          throw bytes.malformed(
              "HDF5 attribute must hold text but has datatype class " + type.getDataClass(),
              header.address());
    }
    return texts;
  }

  /// Texts of a list are names; a text that stands alone may be the description of a model.
  private void checkLength(long length, boolean several) {
    if (several && length > Limits.TENSOR_NAME) {
      throw new Damage(
          ErrorCode.E_LIMIT,
          "HDF5 attribute has a name of %d bytes, more than %d"
              .formatted(length, Limits.TENSOR_NAME),
          bytes.place(header.address()));
    }
  }

  private String variable(ByteBuffer data, boolean several) {
    long length = Integer.toUnsignedLong(data.getInt());
    long address = bytes.getSizeOfOffsets() == Long.BYTES ? data.getLong() : data.getInt();
    int index = data.getInt();
    if (length == 0) {
      return "";
    }
    GlobalHeap heap = heaps.computeIfAbsent(address, at -> new GlobalHeap(bytes, at));
    ByteBuffer content = heap.getObjectData(index);
    int size = (int) Math.min(length, content.remaining());
    checkLength(size, several);
    // Many references may lead to one text.
    bytes.charge(size, address);
    byte[] text = new byte[size];
    content.get(text);
    return trimmed(text, false);
  }

  private static String trimmed(byte[] text, boolean spaces) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    while (spaces && end > 0 && text[end - 1] == ' ') {
      end--;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
