package org.weightwatcher.format.torch;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// A file inside a file.
///
/// @param name both names, for messages
/// @param bytes its content; belongs to whoever opened the outer file
record InnerSource(String name, MemorySegment bytes) implements ByteSource {
  @Override
  public long length() {
    return bytes.byteSize();
  }

  @Override
  public MemorySegment slice(long offset, long length) {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw new ModelFormatException(
          ErrorCode.E_TRUNCATED,
          "%s: needs %d bytes at %d but has %d"
              .formatted(Printable.brief(name), length, offset, length()),
          "byte " + offset,
          "copying or downloading the file again");
    }
    return bytes.asSlice(offset, length);
  }

  @Override
  public void close() {}
}
