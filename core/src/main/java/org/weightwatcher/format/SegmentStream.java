package org.weightwatcher.format;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// The bytes of a segment as a stream; owns nothing.
final class SegmentStream extends InputStream {
  private final MemorySegment bytes;
  private long position;

  SegmentStream(MemorySegment bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    return position == bytes.byteSize() ? -1 : bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length > 0 && position == bytes.byteSize()) {
      return -1;
    }
    int count = (int) Math.min(length, bytes.byteSize() - position);
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, target, offset, count);
    position += count;
    return count;
  }
}
