package org.weightwatcher.format.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes pickles operation by operation.
public final class PickleBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Writes bytes, one per character.
  public PickleBuilder raw(String characters) {
    out.writeBytes(characters.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /// Writes bytes.
  public PickleBuilder bytes(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /// Writes a number of little-endian bytes.
  public PickleBuilder little(long value, int count) {
    for (int i = 0; i < count; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  /// PROTO.
  public PickleBuilder proto(int protocol) {
    return bytes(Op.PROTO, protocol);
  }

  /// BINUNICODE.
  public PickleBuilder text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    raw("X").little(utf8.length, 4);
    out.writeBytes(utf8);
    return this;
  }

  /// LONG1 of 8 bytes.
  public PickleBuilder integer(long value) {
    return bytes(Op.LONG1, 8).little(value, 8);
  }

  /// A tuple of integers.
  public PickleBuilder integers(long... values) {
    raw("(");
    for (long value : values) {
      integer(value);
    }
    return raw("t");
  }

  /// GLOBAL.
  public PickleBuilder global(String module, String name) {
    return raw("c" + module + "\n" + name + "\n");
  }

  /// REDUCE of a global with one text as argument.
  public PickleBuilder call(String module, String name, String argument) {
    return global(module, name).raw("(").text(argument).raw("tR");
  }

  /// Persistent id of a storage.
  public PickleBuilder storage(String type, String key, long elements) {
    raw("(").text("storage").global("torch", type).text(key).text("cpu").integer(elements);
    return raw("tQ");
  }

  /// Row-major `_rebuild_tensor_v2` of a whole storage.
  public PickleBuilder tensor(String type, String key, long rows, long columns) {
    return tensor(type, key, rows * columns, 0, new long[] {rows, columns}, columns, 1);
  }

  /// `_rebuild_tensor_v2` with everything given.
  public PickleBuilder tensor(
      String type, String key, long elements, long offset, long[] size, long... strides) {
    global("torch._utils", "_rebuild_tensor_v2").raw("(").storage(type, key, elements);
    integer(offset).integers(size).integers(strides).bytes(Op.NEWFALSE);
    return global("collections", "OrderedDict").raw(")RtR");
  }

  /// The bytes so far and STOP.
  public byte[] stop() {
    return raw(".").build();
  }

  /// The bytes so far.
  public byte[] build() {
    return out.toByteArray();
  }
}
