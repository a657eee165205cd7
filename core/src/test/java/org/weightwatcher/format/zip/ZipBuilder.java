package org.weightwatcher.format.zip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes zip archives field by field, as PyTorch does: sizes only in the central directory. What a
/// test wants wrong it patches in the bytes.
public final class ZipBuilder {
  private final Little out = new Little();
  private final List<byte[]> directory = new ArrayList<>();

  /// Adds a stored entry.
  public ZipBuilder stored(String name, byte[] content) {
    return add(name, 0, content, content.length, crc(content), false);
  }

  /// Adds a stored entry of text.
  public ZipBuilder stored(String name, String content) {
    return stored(name, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Adds a deflated entry.
  public ZipBuilder deflated(String name, byte[] content) {
    return add(name, 8, deflate(content), content.length, crc(content), false);
  }

  /// Adds a stored entry whose sizes and offset are in the zip64 field.
  public ZipBuilder zip64(String name, byte[] content) {
    return add(name, 0, content, content.length, crc(content), true);
  }

  /// Adds an entry with any claims.
  public ZipBuilder raw(String name, int method, byte[] data, long size, long crc) {
    return add(name, method, data, size, crc, false);
  }

  private ZipBuilder add(String name, int method, byte[] data, long size, long crc, boolean zip64) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    long offset = out.size();
    out.u32(0x04034b50).u16(0).u16(0x808).u16(method).u32(0).u32(0).u32(0).u32(0);
    out.u16(path.length).u16(4).bytes(path).bytes(new byte[] {'F', 'B', 0, 0}).bytes(data);
    Little header = new Little().u32(0x02014b50).u32(0).u16(0x808).u16(method).u32(0).u32(crc);
    header.u32(zip64 ? -1 : data.length).u32(zip64 ? -1 : size);
    header.u16(path.length).u16(zip64 ? 28 : 0).u16(0).u16(0).u16(0).u32(0);
    header.u32(zip64 ? -1 : offset).bytes(path);
    if (zip64) {
      header.u16(1).u16(24).u64(size).u64(data.length).u64(offset);
    }
    directory.add(header.toByteArray());
    return this;
  }

  /// The archive.
  public byte[] build() {
    return build("");
  }

  /// The archive with a comment.
  public byte[] build(String comment) {
    long start = out.size();
    directory.forEach(out::bytes);
    end(directory.size(), out.size() - start, start, comment);
    return out.toByteArray();
  }

  /// The archive with zip64 end records and saturated short ones.
  public byte[] build64() {
    long start = out.size();
    directory.forEach(out::bytes);
    long at = out.size();
    out.u32(0x06064b50).u64(44).u32(0).u32(0).u32(0);
    out.u64(directory.size()).u64(directory.size()).u64(at - start).u64(start);
    out.u32(0x07064b50).u32(0).u64(at).u32(1);
    end(-1, -1, -1, "");
    return out.toByteArray();
  }

  private void end(int entries, long bytes, long start, String comment) {
    out.u32(0x06054b50).u32(0).u16(entries).u16(entries).u32(bytes).u32(start);
    out.u16(comment.length()).bytes(comment.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static final class Little extends ByteArrayOutputStream {
    Little u16(long value) {
      return number(value, 2);
    }

    Little u32(long value) {
      return number(value, 4);
    }

    Little u64(long value) {
      return number(value, 8);
    }

    Little bytes(byte[] bytes) {
      writeBytes(bytes);
      return this;
    }

    private Little number(long value, int count) {
      for (int i = 0; i < count; i++) {
        write((int) (value >>> (8 * i)));
      }
      return this;
    }
  }

  static long crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  static byte[] deflate(byte[] content) {
    try (Deflater deflater = new Deflater(9, true)) {
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream result = new ByteArrayOutputStream();
      byte[] chunk = new byte[4096];
      while (!deflater.finished()) {
        result.write(chunk, 0, deflater.deflate(chunk));
      }
      return result.toByteArray();
    }
  }
}
