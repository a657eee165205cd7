package org.weightwatcher.format.zip;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.weightwatcher.bytes.SegmentStream;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// The content of an entry, never more bytes than the directory announces. Size and checksum are
/// verified when its end is reached. Not safe for use by several threads.
final class EntryStream extends InputStream {
  private final ZipBytes zip;
  private final ZipEntry entry;
  private final InputStream content;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private long read;

  EntryStream(ZipBytes zip, ZipEntry entry, long offset) {
    this.zip = zip;
    this.entry = entry;
    InputStream raw = new SegmentStream(zip.slice(offset, entry.compressedSize()));
    this.content = entry.isStored() ? raw : new InflaterInputStream(raw, inflater, 1 << 13);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (read == entry.size()) {
      finish();
      return -1;
    }
    int count = fill(target, offset, (int) Math.min(length, entry.size() - read));
    if (count < 0) {
      throw zip.malformed(
          "zip entry ends after %d of %d bytes".formatted(read, entry.size()), entry.name());
    }
    checksum.update(target, offset, count);
    read += count;
    return count;
  }

  private int fill(byte[] target, int offset, int length) {
    try {
      return content.read(target, offset, length);
    } catch (IOException damaged) {
      throw new ModelFormatException(
          ErrorCode.E_MALFORMED,
          Printable.brief(zip.source().name())
              + ": zip entry is damaged after %d of %d bytes".formatted(read, entry.size()),
          ZipBytes.entry(entry.name()),
          "copying or downloading the file again",
          damaged);
    }
  }

  private void finish() {
    if (fill(new byte[1], 0, 1) >= 0) {
      throw zip.malformed("zip entry has more than %d bytes".formatted(read), entry.name());
    }
    if (checksum.getValue() != entry.crc32()) {
      throw zip.malformed(
          "zip entry has checksum %08x but the directory says %08x"
              .formatted(checksum.getValue(), entry.crc32()),
          entry.name());
    }
  }

  @Override
  public void close() {
    inflater.close();
  }
}
