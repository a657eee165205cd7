package org.weightwatcher.format.zip;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.Endian;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.Storage;

/// The entries of a zip archive (zip64 included), read from its central directory alone: local
/// headers of streamed archives have no sizes.
///
/// Checked when read: one end record that ends the file, the number of entries, unique names, no
/// encryption, one disk, no two entries that share bytes. Checked when an entry is used: the name
/// in the local header, the compression method, the room for its data. Nothing is ever extracted;
/// names are texts to look up, whatever path they spell. Immutable and safe for use by several
/// threads as long as its source is open.
public final class ZipDirectory {
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_HEADER = 30;

  private final ZipBytes zip;
  private final List<ZipEntry> entries;
  private final Map<String, ZipEntry> byName;

  private ZipDirectory(ZipBytes zip, List<ZipEntry> entries, Map<String, ZipEntry> byName) {
    this.zip = zip;
    this.entries = entries;
    this.byName = byName;
  }

  /// @param source the archive
  /// @return its directory
  /// @throws org.weightwatcher.error.ModelFormatException E_MALFORMED when it is no complete or no
  ///   consistent zip archive, E_UNSUPPORTED when it is encrypted or split, E_LIMIT
  public static ZipDirectory read(ByteSource source) {
    ZipBytes zip = new ZipBytes(source);
    List<ZipEntry> entries = new DirectoryReader(zip, EndRecord.find(zip)).read();
    Map<String, ZipEntry> byName = HashMap.newHashMap(entries.size());
    for (ZipEntry entry : entries) {
      if (byName.put(entry.name(), entry) != null) {
        throw zip.malformed("zip archive has two entries of the same name", entry.name());
      }
    }
    return new ZipDirectory(zip, List.copyOf(entries), byName);
  }

  /// @return all entries, in the directory's order
  public List<ZipEntry> entries() {
    return entries;
  }

  /// @param name exact name
  /// @return the entry of that name
  public Optional<ZipEntry> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The place of an entry's content, for tensors.
  ///
  /// @param entry an entry of this directory
  /// @param file name under which the archive is opened again
  /// @param endian byte order of the numbers in it
  /// @return plain for a stored entry, deflated for a compressed one
  /// @throws org.weightwatcher.error.ModelFormatException E_MALFORMED when the local header does
  ///   not belong to the entry, E_UNSUPPORTED for another method, E_LIMIT for too great a ratio
  public Storage storage(ZipEntry entry, String file, Endian endian) {
    long offset = dataOffset(entry);
    Storage.Encoding encoding =
        entry.isStored()
            ? new Storage.Encoding.Plain()
            : new Storage.Encoding.Deflated(entry.compressedSize(), entry.crc32());
    return new Storage(file, offset, entry.size(), endian, encoding);
  }

  /// The content of an entry as a stream that inflates as it is read; the caller closes it.
  ///
  /// @param entry an entry of this directory
  /// @return exactly [ZipEntry#size()] bytes; reading on to the end verifies the checksum
  /// @throws org.weightwatcher.error.ModelFormatException as [#storage] does; later, from reading,
  ///   E_MALFORMED when the content is damaged
  public InputStream open(ZipEntry entry) {
    return new EntryStream(zip, entry, dataOffset(entry));
  }

  private long dataOffset(ZipEntry entry) {
    requireReadable(entry);
    long header = entry.headerOffset();
    long room = entry.limit() - header;
    if (room < LOCAL_HEADER || ZipBytes.u32(zip.slice(header, 4), 0) != LOCAL_SIGNATURE) {
      throw zip.malformed("no local header of a zip entry at offset " + header, entry.name());
    }
    MemorySegment local = zip.slice(header, LOCAL_HEADER);
    int nameLength = ZipBytes.u16(local, 26);
    long start = (long) LOCAL_HEADER + nameLength + ZipBytes.u16(local, 28);
    if (start > room - entry.compressedSize()) {
      throw zip.malformed(
          "zip entry of %d bytes has room for %d"
              .formatted(entry.compressedSize(), Math.max(0, room - start)),
          entry.name());
    }
    if (nameLength != entry.nameLength() || !sameName(entry)) {
      throw zip.malformed(
          "zip entry has another name in its local header than in the directory", entry.name());
    }
    return header + start;
  }

  private boolean sameName(ZipEntry entry) {
    int length = entry.nameLength();
    return Arrays.equals(
        ZipBytes.array(zip.slice(entry.headerOffset() + LOCAL_HEADER, length), 0, length),
        ZipBytes.array(zip.slice(entry.nameOffset(), length), 0, length));
  }

  private void requireReadable(ZipEntry entry) {
    if (entry.method() != ZipEntry.STORED && entry.method() != ZipEntry.DEFLATED) {
      throw zip.error(
          ErrorCode.E_UNSUPPORTED,
          "zip method must be 0 (stored) or 8 (deflated) but was " + entry.method(),
          ZipBytes.entry(entry.name()),
          "writing the archive without compression");
    }
    if (entry.isStored() && entry.size() != entry.compressedSize()) {
      throw zip.malformed(
          "stored zip entry has sizes %d and %d".formatted(entry.compressedSize(), entry.size()),
          entry.name());
    }
    if (entry.size() > Limits.INFLATE_FREE
        && entry.size() / Limits.INFLATE_RATIO > entry.compressedSize()) {
      throw zip.exceeded(
          "expansion of a deflated zip entry",
          entry.size() / Math.max(1, entry.compressedSize()),
          Limits.INFLATE_RATIO,
          entry.name());
    }
  }
}
