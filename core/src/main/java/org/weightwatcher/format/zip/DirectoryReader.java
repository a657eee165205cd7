package org.weightwatcher.format.zip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;

/// Parses the central directory.
///
/// ```text
/// PK 01 02  versions 2 x u16, flags u16, method u16, time 2 x u16, crc u32, compressed u32,
///           size u32, name u16, extra u16, comment u16, disk u16, attributes u16 u32, header u32,
///           name, extra, comment
/// ```
///
/// Dates are never looked at: PyTorch writes zeros.
final class DirectoryReader {
  private static final int SIGNATURE = 0x02014b50;
  private static final int HEADER = 46;
  private static final int ENCRYPTED = 1;

  private final ZipBytes zip;
  private final EndRecord end;

  /// Sliced once: a slice asks the operating system for the file's size.
  private final MemorySegment directory;

  DirectoryReader(ZipBytes zip, EndRecord end) {
    this.zip = zip;
    this.end = end;
    this.directory = zip.slice(end.offset(), end.bytes());
  }

  List<ZipEntry> read() {
    if (end.entries() > Limits.ZIP_ENTRIES) {
      throw zip.exceeded("number of zip entries", end.entries(), Limits.ZIP_ENTRIES);
    }
    if (end.entries() > end.bytes() / HEADER) {
      throw zip.malformed(
          "zip directory of %d bytes cannot hold %d entries".formatted(end.bytes(), end.entries()),
          end.offset());
    }
    List<ZipEntry> entries = new ArrayList<>((int) end.entries());
    long stop = end.offset() + end.bytes();
    long at = end.offset();
    for (long i = 0; i < end.entries(); i++) {
      at = readOne(at, stop, entries);
    }
    if (at != stop) {
      throw zip.malformed(
          "zip directory must have %d entries but has more".formatted(end.entries()), at);
    }
    return limited(entries);
  }

  private long readOne(long at, long stop, List<ZipEntry> entries) {
    if (at > stop - HEADER || ZipBytes.u32(directory, at - end.offset()) != SIGNATURE) {
      throw zip.malformed(
          "no zip directory entry for entry %d of %d".formatted(entries.size(), end.entries()), at);
    }
    MemorySegment header = directory.asSlice(at - end.offset(), HEADER);
    int nameLength = ZipBytes.u16(header, 28);
    int extraLength = ZipBytes.u16(header, 30);
    long next = at + HEADER + nameLength + extraLength + ZipBytes.u16(header, 32);
    if (next > stop) {
      throw zip.malformed("zip directory entry ends beyond the directory", at);
    }
    String name = name(at + HEADER, nameLength);
    check(header, name, at);
    MemorySegment extra = directory.asSlice(at - end.offset() + HEADER + nameLength, extraLength);
    long[] sizes = new Zip64Field(zip, name).sizes(header, extra);
    entries.add(
        new ZipEntry(
            name,
            ZipBytes.u16(header, 10),
            sizes[1],
            sizes[0],
            ZipBytes.u32(header, 16),
            sizes[2],
            at + HEADER,
            nameLength,
            end.offset()));
    return next;
  }

  private void check(MemorySegment header, String name, long at) {
    if ((ZipBytes.u16(header, 8) & ENCRYPTED) != 0) {
      throw zip.error(
          ErrorCode.E_UNSUPPORTED,
          "zip entry is encrypted, which is not read",
          ZipBytes.entry(name),
          "writing the archive without a password");
    }
    if (name.indexOf('\0') >= 0) {
      throw zip.malformed("zip entry name must not hold a NUL", at);
    }
    int disk = ZipBytes.u16(header, 34);
    if (disk != 0 && disk != 0xffff) {
      throw zip.malformed("zip entry must be on disk 0 but is on disk " + disk, at);
    }
  }

  private String name(long at, int length) {
    if (length > Limits.ZIP_NAME) {
      throw zip.exceeded("bytes of a zip entry name", length, Limits.ZIP_NAME);
    }
    byte[] bytes = directory.asSlice(at - end.offset(), length).toArray(ValueLayout.JAVA_BYTE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException old) {
      // Archives of old tools; one character per byte keeps different names different.
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /// Each entry ends where the next one begins. Ranges that overlap are how a small archive claims
  /// to hold terabytes, so every entry is checked, used or not.
  private List<ZipEntry> limited(List<ZipEntry> entries) {
    List<Integer> byOffset = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      byOffset.add(i);
    }
    byOffset.sort(Comparator.comparingLong(i -> entries.get(i).headerOffset()));
    long limit = end.offset();
    List<ZipEntry> result = new ArrayList<>(entries);
    for (int index : byOffset.reversed()) {
      ZipEntry entry = entries.get(index);
      if (entry.headerOffset() > limit - entry.compressedSize()) {
        throw zip.malformed(
            "zip entry of %d bytes at offset %d must end before byte %d, where something else begins"
                .formatted(entry.compressedSize(), entry.headerOffset(), limit),
            entry.name());
      }
      result.set(index, entry.limitedTo(limit));
      limit = entry.headerOffset();
    }
    return result;
  }
}
