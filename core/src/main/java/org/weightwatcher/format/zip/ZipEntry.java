package org.weightwatcher.format.zip;

/// One entry of a zip archive, as its central directory describes it.
///
/// Only [ZipDirectory] makes entries that it accepts; they are valid for the archive they came
/// from.
///
/// @param name path inside the archive, only ever used as a text; UTF-8, Latin-1 where it is not
/// @param method 0 stored, 8 deflated; no other value
/// @param compressedSize bytes in the file
/// @param size bytes of the content
/// @param crc32 checksum of the content
/// @param headerOffset first byte of its local header
/// @param nameOffset first byte of its name in the central directory
/// @param nameLength bytes of that name
/// @param limit first byte that belongs to the next entry or to the directory
public record ZipEntry(
    String name,
    int method,
    long compressedSize,
    long size,
    long crc32,
    long headerOffset,
    long nameOffset,
    int nameLength,
    long limit) {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /// @return whether the content lies in the file as it is
  public boolean isStored() {
    return method == STORED;
  }

  ZipEntry limitedTo(long newLimit) {
    return new ZipEntry(
        name, method, compressedSize, size, crc32, headerOffset, nameOffset, nameLength, newLimit);
  }
}
