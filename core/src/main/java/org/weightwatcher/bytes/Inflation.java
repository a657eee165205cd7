package org.weightwatcher.bytes;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Inflates raw deflate streams into a target whose size the caller has checked: the output is
/// bounded by the target, whatever the stream claims.
public final class Inflation {
  private static final int CHUNK = 1 << 16;

  private Inflation() {}

  /// @param source the file
  /// @param offset first compressed byte
  /// @param compressed number of compressed bytes
  /// @param target receives the inflated bytes; they must fill it exactly
  /// @param crc32 checksum that they must have
  /// @return the target
  /// @throws ModelFormatException E_MALFORMED when the stream is damaged, ends early, is longer
  ///   than the target, or has another checksum
  public static MemorySegment inflate(
      ByteSource source, long offset, long compressed, MemorySegment target, long crc32) {
    MemorySegment input = source.slice(offset, compressed);
    CRC32 checksum = new CRC32();
    byte[] in = new byte[(int) Math.min(CHUNK, Math.max(1, compressed))];
    byte[] out = new byte[CHUNK];
    long read = 0;
    long written = 0;
    try (Inflater inflater = new Inflater(true)) {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int count = (int) Math.min(in.length, compressed - read);
          if (count == 0) {
            throw damaged(source, offset, "ends after %d of %d bytes", written, target.byteSize());
          }
          MemorySegment.copy(input, read, MemorySegment.ofArray(in), 0, count);
          read += count;
          inflater.setInput(in, 0, count);
        }
        int count = inflater.inflate(out);
        if (count > target.byteSize() - written) {
          throw damaged(source, offset, "has more than %2$d bytes", written, target.byteSize());
        }
        MemorySegment.copy(MemorySegment.ofArray(out), 0, target, written, count);
        checksum.update(out, 0, count);
        written += count;
      }
    } catch (DataFormatException e) {
      throw damaged(source, offset, "is damaged after %d of %d bytes", written, target.byteSize());
    }
    if (written != target.byteSize()) {
      throw damaged(source, offset, "ends after %d of %d bytes", written, target.byteSize());
    }
    if (checksum.getValue() != crc32) {
      throw damaged(source, offset, "has checksum %08x, not %08x", checksum.getValue(), crc32);
    }
    return target;
  }

  private static ModelFormatException damaged(
      ByteSource source, long offset, String what, long found, long expected) {
    return new ModelFormatException(
        ErrorCode.E_MALFORMED,
        Printable.brief(source.name()) + ": deflated entry " + what.formatted(found, expected),
        "byte " + offset,
        "copying or downloading the file again");
  }
}
