package org.weightwatcher.format.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes small HDF5 files by hand, from the published format: a superblock of version 0 and object
/// headers of version 2. Nothing of the reader is used.
public final class Hdf5Builder {
  /// All bits set: no address.
  public static final long UNDEFINED = -1;

  private static final int SUPERBLOCK = 96;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  public Hdf5Builder() {
    file.writeBytes(new byte[SUPERBLOCK]);
  }

  /// Little-endian numbers, each of the width of its type; texts and arrays as they are.
  public static byte[] bytes(Object... values) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (Object value : values) {
      switch (value) {
        case Byte b -> buffer.put(b);
        case Short s -> buffer.putShort(s);
        case Integer i -> buffer.putInt(i);
        case Long l -> buffer.putLong(l);
        case Float f -> buffer.putFloat(f);
        case Double d -> buffer.putDouble(d);
        case String s -> buffer.put(s.getBytes(StandardCharsets.UTF_8));
        case byte[] b -> buffer.put(b);
        default -> throw new IllegalArgumentException(value.toString());
      }
    }
    byte[] result = new byte[buffer.position()];
    buffer.flip().get(result);
    return result;
  }

  public static byte u8(int value) {
    return (byte) value;
  }

  public static short u16(int value) {
    return (short) value;
  }

  /// Where the next structure will lie.
  public long here() {
    return file.size();
  }

  /// Appends bytes; the address of the first.
  public long append(Object... values) {
    long at = here();
    file.writeBytes(bytes(values));
    return at;
  }

  /// An object with these messages.
  public long object(byte[]... messages) {
    List<Object> parts = new ArrayList<>();
    int size = 0;
    for (byte[] message : messages) {
      size += message.length;
    }
    parts.add("OHDR");
    parts.add(u8(2));
    parts.add(u8(2));
    parts.add(size);
    parts.addAll(List.of(messages));
    parts.add(0); // the checksum, which readers may ignore
    return append(parts.toArray());
  }

  public static byte[] message(int type, Object... body) {
    return flagged(type, 0, body);
  }

  public static byte[] flagged(int type, int flags, Object... body) {
    byte[] content = bytes(body);
    return bytes(u8(type), u16(content.length), u8(flags), content);
  }

  /// Makes a group of an object without links.
  public static byte[] emptyGroup() {
    return message(0x02, u8(0), u8(0), UNDEFINED, UNDEFINED);
  }

  public static byte[] link(String name, long address) {
    return message(0x06, u8(1), u8(0), u8(name.length()), name, address);
  }

  public static byte[] softLink(String name, String target) {
    return message(
        0x06, u8(1), u8(8), u8(1), u8(name.length()), name, u16(target.length()), target);
  }

  public static byte[] externalLink(String name, String other) {
    String value = "\0" + other + "\0/x\0";
    return message(0x06, u8(1), u8(8), u8(64), u8(name.length()), name, u16(value.length()), value);
  }

  /// An attribute of fixed strings, as Keras 2 writes its lists.
  public static byte[] attribute(String name, String... texts) {
    int width = 1;
    for (String text : texts) {
      width = Math.max(width, text.length());
    }
    StringBuilder data = new StringBuilder();
    for (String text : texts) {
      data.append(text).append("\0".repeat(width - text.length()));
    }
    byte[] type = bytes(u8(0x13), u8(1), u8(0), u8(0), width);
    byte[] space = bytes(u8(2), u8(1), u8(0), u8(1), (long) texts.length);
    return message(
        0x0c,
        u8(3),
        u8(0),
        u16(name.length() + 1),
        u16(type.length),
        u16(space.length),
        u8(0),
        name + "\0",
        type,
        space,
        data.toString());
  }

  public static byte[] dims(long... dims) {
    return growing(dims, dims);
  }

  public static byte[] growing(long[] dims, long[] max) {
    List<Object> parts = new ArrayList<>(List.of(u8(2), u8(dims.length), u8(1), u8(1)));
    for (long dim : dims) {
      parts.add(dim);
    }
    for (long dim : max) {
      parts.add(dim);
    }
    return message(0x01, parts.toArray());
  }

  /// An IEEE-like little-endian type with the exponent above the mantissa.
  public static byte[] floats(int bytes, int exponent, int mantissa) {
    return floats(bytes, exponent, mantissa, false);
  }

  public static byte[] floats(int bytes, int exponent, int mantissa, boolean big) {
    return message(
        0x03,
        u8(0x11),
        u8(big ? 0x21 : 0x20),
        u8(bytes * 8 - 1),
        u8(0),
        bytes,
        u16(0),
        u16(bytes * 8),
        u8(mantissa),
        u8(exponent),
        u8(0),
        u8(mantissa),
        (1 << (exponent - 1)) - 1);
  }

  public static byte[] float32() {
    return floats(4, 8, 23);
  }

  public static byte[] integers(int bytes, boolean signed, boolean big) {
    return message(
        0x03,
        u8(0x10),
        u8((signed ? 8 : 0) | (big ? 1 : 0)),
        u16(0),
        bytes,
        u16(0),
        u16(8 * bytes));
  }

  public static byte[] contiguous(long address, long size) {
    return message(0x08, u8(3), u8(1), address, size);
  }

  public static byte[] compact(byte[] data) {
    return message(0x08, u8(3), u8(0), u16(data.length), data);
  }

  public static byte[] filter(int id, int... values) {
    List<Object> parts = new ArrayList<>(List.of(u8(2), u8(1), u16(id)));
    if (id >= 256) {
      parts.add(u16(0));
    }
    parts.add(u16(0));
    parts.add(u16(values.length));
    for (int value : values) {
      parts.add(value);
    }
    return message(0x0b, parts.toArray());
  }

  /// The file with that root group.
  public byte[] build(long root) {
    byte[] content = file.toByteArray();
    byte[] superblock =
        bytes(
            new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'},
            new byte[] {0, 0, 0, 0, 0, 8, 8, 0},
            u16(4),
            u16(16),
            0,
            0L,
            UNDEFINED,
            (long) content.length,
            UNDEFINED,
            0L,
            root,
            0,
            0,
            0L,
            0L);
    System.arraycopy(superblock, 0, content, 0, superblock.length);
    return content;
  }
}
