package org.weightwatcher.bytes;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// A source over an array: what a test wrote.
public final class HeapSource implements ByteSource {
  private final String name;
  private final byte[] bytes;

  public HeapSource(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes.clone();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public MemorySegment slice(long offset, long length) {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw new ModelFormatException(ErrorCode.E_TRUNCATED, name + " is cut short", "", "");
    }
    return MemorySegment.ofArray(bytes).asSlice(offset, length).asReadOnly();
  }

  @Override
  public void close() {}
}
