package org.weightwatcher.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.weightwatcher.error.ModelFormatException;

/// Judge: the deflater of the JDK.
class InflationTest {
  private static final byte[] PLAIN = plain();

  private static byte[] plain() {
    byte[] bytes = new byte[200_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((i * 31) >> 3);
    }
    return bytes;
  }

  private static byte[] deflated() {
    byte[] out = new byte[PLAIN.length + 1000];
    try (Deflater deflater = new Deflater(9, true)) {
      deflater.setInput(PLAIN);
      deflater.finish();
      int count = deflater.deflate(out);
      return Arrays.copyOf(out, count);
    }
  }

  private static long crc() {
    CRC32 crc = new CRC32();
    crc.update(PLAIN);
    return crc.getValue();
  }

  private static byte[] inflate(byte[] stream, int size, long crc) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(size);
      HeapSource source = new HeapSource("m.pt", stream);
      return Inflation.inflate(source, 0, stream.length, target, crc)
          .toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static void refused(byte[] stream, int size, long crc, String message) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> inflate(stream, size, crc))
        .withMessage("m.pt: deflated entry " + message);
  }

  @Test
  void theBytesComeBack() {
    assertThat(inflate(deflated(), PLAIN.length, crc())).isEqualTo(PLAIN);
  }

  @Test
  void aStreamThatIsCutIsRefused() {
    byte[] stream = deflated();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> inflate(Arrays.copyOf(stream, 10), PLAIN.length, crc()))
        .withMessageMatching("m.pt: deflated entry ends after \\d+ of 200000 bytes");
    refused(new byte[0], 5, 0, "ends after 0 of 5 bytes");
  }

  @Test
  void aStreamThatIsLongerThanItsTargetIsRefused() {
    refused(deflated(), PLAIN.length - 1, crc(), "has more than 199999 bytes");
    refused(deflated(), 0, crc(), "has more than 0 bytes");
  }

  @Test
  void aStreamThatIsShorterThanItsTargetIsRefused() {
    refused(deflated(), PLAIN.length + 1, crc(), "ends after 200000 of 200001 bytes");
  }

  @Test
  void aWrongChecksumIsRefused() {
    refused(deflated(), PLAIN.length, 0, "has checksum %08x, not 00000000".formatted(crc()));
  }

  @Test
  void aDamagedStreamIsRefused() {
    refused(new byte[] {-1, -1, -1}, 5, 0, "is damaged after 0 of 5 bytes");
  }
}
