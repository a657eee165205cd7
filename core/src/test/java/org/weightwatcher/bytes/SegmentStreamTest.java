package org.weightwatcher.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/// Judge: the contract of `InputStream`.
class SegmentStreamTest {
  private static SegmentStream of(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return new SegmentStream(MemorySegment.ofArray(content));
  }

  @Test
  void readsUnsignedBytesToTheEnd() {
    SegmentStream stream = of(1, 255);
    assertThat(stream.read()).isEqualTo(1);
    assertThat(stream.read()).isEqualTo(255);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void readsBlocksToTheEnd() {
    SegmentStream stream = of(1, 2, 3);
    byte[] target = new byte[4];
    assertThat(stream.read(target, 1, 2)).isEqualTo(2);
    assertThat(target).containsExactly(0, 1, 2, 0);
    assertThat(stream.read(target, 0, 4)).isEqualTo(1);
    assertThat(target).containsExactly(3, 1, 2, 0);
    assertThat(stream.read(target, 0, 4)).isEqualTo(-1);
    assertThat(stream.read(target, 0, 0)).isZero();
  }

  @Test
  void anEmptySegmentIsAtItsEnd() {
    assertThat(of().read()).isEqualTo(-1);
    assertThat(of().read(new byte[1], 0, 1)).isEqualTo(-1);
  }
}
