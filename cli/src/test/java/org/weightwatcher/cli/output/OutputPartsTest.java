package org.weightwatcher.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names of files, the header of NumPy's format, histograms: judged by their definitions.
class OutputPartsTest {
  @ParameterizedTest
  @CsvSource({
    "layers.0.q_proj, layers.0.q_proj.npy",
    "a/b\\c:d, a_b_c_d.npy",
    "../../etc/passwd, _._.._etc_passwd.npy",
    "-rf, _rf.npy",
    "CON, _CON.npy",
    "com1.weight, _com1.weight.npy",
    "'', _.npy",
    "größe, gr__e.npy",
  })
  void fileNamesAreSafeEverywhere(String layer, String file) {
    assertThat(new SafeFileNames().of(layer, ".npy")).isEqualTo(file.replace("_._.._", "_._.._"));
  }

  @Test
  void fileNamesDifferByMoreThanCase() {
    SafeFileNames names = new SafeFileNames();
    assertThat(List.of(names.of("A", ".npy"), names.of("a", ".npy"), names.of("A", ".npy")))
        .containsExactly("A.npy", "a~2.npy", "A~3.npy");
    assertThat(names.of("x".repeat(5000), ".npy")).hasSizeLessThan(130);
  }

  @Test
  void npyHeaderIsAlignedAndNumbersAreLittleEndian() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpyWriter.vector(new double[] {1.5, -2}, out);
    byte[] bytes = out.toByteArray();
    assertThat(new String(bytes, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getShort(8);
    assertThat((10 + length) % 64).isZero();
    assertThat(new String(bytes, 10, length, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")
        .endsWith(" \n");
    assertThat(buffer.getDouble(10 + length)).isEqualTo(1.5);
    assertThat(buffer.getDouble(18 + length)).isEqualTo(-2);
    assertThat(bytes).hasSize(10 + length + 16);
  }

  @Test
  void histogramsCountEveryNumberOnce() {
    Histogram linear = Histogram.of(new double[] {0, 1, 2, 3, 4}, Histogram.Kind.parse("linear:4"));
    assertThat(linear.bins()).extracting(Histogram.Bin::count).containsExactly(1, 1, 1, 2);
    assertThat(linear.bins().getFirst()).isEqualTo(new Histogram.Bin(0, 1, 1));
    Histogram log = Histogram.of(new double[] {0, 1, 10, 100}, Histogram.Kind.parse("log:2"));
    assertThat(log.bins()).extracting(Histogram.Bin::count).containsExactly(1, 2);
    assertThat(log.outside()).isEqualTo(1);
    assertThat(Histogram.of(new double[] {5, 5}, Histogram.Kind.parse("log")).bins()).hasSize(100);
    assertThat(Histogram.of(new double[] {0}, Histogram.Kind.parse("log")).bins()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cubic, '--histogram must be linear or log, with :BINS if wanted but was ''cubic'''",
    "log:0, '--histogram: BINS must be a whole number >= 1 but was ''0'''",
    "log:9999999, '--histogram: BINS must be at most 1000000 but was ''9999999'''",
  })
  void badHistograms(String text, String message) {
    assertThatThrownBy(() -> Histogram.Kind.parse(text)).hasMessage(message);
  }
}
