package org.weightwatcher.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.error.ErrorCode;

class PartsTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "512M, 536870912",
    "4G, 4294967296",
    "4GiB, 4294967296",
    "4gb, 4000000000",
    "1k, 1024",
    "2T, 2199023255552",
    "100, 100",
  })
  void sizes(String text, long bytes) {
    assertThat(Values.size("--memory", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "G", "1.5G", "1X", "5i"})
  void badSizes(String text) {
    assertThatThrownBy(() -> Values.size("--memory", text))
        .hasMessage("--memory must be a size such as 512M, 4G or 4GB but was '" + text + "'");
  }

  @Test
  void extremeSizes() {
    assertThatThrownBy(() -> Values.size("--memory", "999999999T"))
        .hasMessage("--memory must be below 8 EiB but was '999999999T'");
    assertThatThrownBy(() -> Values.size("--memory", "0"))
        .hasMessage("--memory must be at least 1 byte but was '0'");
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "randomise, randomize, 1",
    "ayers, layers, 1",
    "alyers, layers, 1",
    "'', abc, 3",
    "kitten, sitting, 3",
  })
  void distances(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    assertThat(Nearest.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void onlySlipsAreCorrected() {
    assertThat(Nearest.of("analize", List.of("describe", "analyze"))).hasValue("analyze");
    assertThat(Nearest.of("frobnicate", List.of("describe", "analyze"))).isEmpty();
  }

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

  @Test
  void globsAreSortedByCodePoint() throws IOException {
    for (String name : List.of("b.pt", "a10.pt", "a2.pt", "B.pt", "x.bin")) {
      Files.createFile(folder.resolve(name));
    }
    String base = folder.toString() + "/";
    assertThat(Globs.expand(base + "*.pt"))
        .containsExactly(base + "B.pt", base + "a10.pt", base + "a2.pt", base + "b.pt");
    assertThat(Globs.expand(base + "a?.pt")).containsExactly(base + "a2.pt");
    assertThat(Globs.expand(base + "[ab].pt")).containsExactly(base + "b.pt");
    assertThat(Globs.expand(base + "none.pt")).containsExactly(base + "none.pt");
    assertThatThrownBy(() -> Globs.expand(base + "*.zip"))
        .hasMessage(base + "*.zip: nothing matches");
  }

  @Test
  void aFileWhoseNameLooksLikeAGlobIsItself() throws IOException {
    Files.createFile(folder.resolve("a[1].pt"));
    String name = folder.resolve("a[1].pt").toString();
    assertThat(Globs.expand(name)).containsExactly(name);
  }

  @Test
  void theMoreImportantExitCodeWins() {
    List<Integer> order = List.of(70, 2, 6, 5, 3, 4, 0);
    assertThat(ExitCode.values()).extracting(ExitCode::number).containsExactlyElementsOf(order);
    for (ExitCode a : ExitCode.values()) {
      for (ExitCode b : ExitCode.values()) {
        int first = Math.min(order.indexOf(a.number()), order.indexOf(b.number()));
        assertThat(a.worse(b).number()).isEqualTo(order.get(first));
      }
    }
  }

  @Test
  void everyErrorHasAnExitCodeAndAMeaning() {
    assertThat(ErrorCode.values())
        .allSatisfy(code -> {
          assertThat(ExitCode.of(code)).isNotIn(ExitCode.OK, ExitCode.INTERNAL);
          assertThat(ErrorMeaning.of(code)).isNotBlank();
        });
  }
}
