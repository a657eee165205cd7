package org.weightwatcher.format.zip;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// A file that a test made.
public record MemorySource(String name, MemorySegment bytes) implements ByteSource {
  /// The bytes under the name `m.pt`.
  public static MemorySource of(byte[] bytes) {
    return new MemorySource("m.pt", MemorySegment.ofArray(bytes).asReadOnly());
  }

  @Override
  public long length() {
    return bytes.byteSize();
  }

  @Override
  public MemorySegment slice(long offset, long length) {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw new ModelFormatException(ErrorCode.E_TRUNCATED, "slice beyond the source", "", "");
    }
    return bytes.asSlice(offset, length);
  }

  @Override
  public void close() {
    // nothing to release
  }
}
