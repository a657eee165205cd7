package org.weightwatcher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalPartsTest {
  @ParameterizedTest
  @CsvSource({
    "3.414, 3.41",
    "12.94, 12.9",
    "9.996, 10.0",
    "9.994, 9.99",
    "123.4, 123",
    "1234.6, 1235",
    "0.05, 0.0500",
    "0.00001, 0.0000",
    "0, 0.00",
    "-2.5, -2.50",
    "NaN, NaN",
  })
  void threeSignificantDigits(double value, String text) {
    assertThat(Figures.short3(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5",
    "0, 0",
    "1234567.8, 1234570",
    "0.000123456789, 0.000123457",
    "1e-7, 1.00000e-07",
    "-2e12, -2.00000e+12",
  })
  void sixSignificantDigits(double value, String text) {
    assertThat(Figures.significant(value, 6)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "999, 999",
    "589824, '589,824'",
    "74324736, 74.3 M",
    "1500000000, 1.5 B",
  })
  void bigCounts(long count, String text) {
    assertThat(Figures.big(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512 bytes",
    "1500, 1.5 kB",
    "148600000, 148.6 MB",
    "16000000000, 16.0 GB",
    "2000000000000, 2.0 TB",
  })
  void fileSizes(long bytes, String text) {
    assertThat(Figures.fileSize(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "3900, 3.9 s",
    "125000, 2 min 05 s",
    "11520000, 3 h 12 min",
  })
  void times(long millis, String text) {
    assertThat(Figures.time(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "abcdefghij, 10, abcdefghij",
    "abcdefghijk, 10, abcd…ghijk",
    "abcdefghijk, 2, …k",
    "漢字漢字漢字, 8, 漢…漢字",
  })
  void namesLoseTheirMiddle(String name, int width, String shown) {
    String shortened = NameShortener.shorten(name, width, "…");
    assertThat(shortened).isEqualTo(shown);
    assertThat(NameShortener.width(shortened)).isLessThanOrEqualTo(width);
  }

  @Test
  void widthCountsColumnsNotCharacters() {
    assertThat(NameShortener.width("e\u0301")).isEqualTo(1);
    assertThat(NameShortener.width("漢")).isEqualTo(2);
    assertThat(NameShortener.width("\ud83d\ude00")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    // NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, TERM, terminal, wanted
    "'', '', '', xterm, true, true",
    "'', '', '', xterm, false, false",
    "1, '', '', xterm, true, false",
    "1, 1, 1, xterm, true, false",
    "'', 1, '', xterm, false, true",
    "'', '', 1, xterm, false, true",
    "'', 0, '', xterm, false, false",
    "'', '', '', dumb, true, false",
  })
  void colourFollowsTheEnvironment(
      String no, String cli, String force, String term, boolean terminal, boolean wanted) {
    Map<String, String> environment =
        Map.of("NO_COLOR", no, "CLICOLOR_FORCE", cli, "FORCE_COLOR", force, "TERM", term);
    assertThat(ColorChoice.AUTO.wanted(environment, terminal)).isEqualTo(wanted);
    assertThat(ColorChoice.ALWAYS.wanted(environment, terminal)).isTrue();
    assertThat(ColorChoice.NEVER.wanted(environment, terminal)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'24 80', 80", "'24 80\n', 80", "'24 0', -1", "'', -1", "'1 2 3', -1", "x y, -1"})
  void sttyTellsTheWidth(String text, int width) {
    assertThat(TerminalProbe.parseStty(text).orElse(-1)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"72, 200, 72", "'', 200, 200", "'', , 100", "x, 200, 200", "5, 200, 20"})
  void widthIsColumnsElseTerminalElse100(String columns, Integer terminal, int width) {
    OptionalInt known = terminal == null ? OptionalInt.empty() : OptionalInt.of(terminal);
    Console console =
        Console.of(
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of("COLUMNS", columns),
            new Terminal(true, false, known, true));
    assertThat(Look.ofStdout(console, ColorChoice.AUTO).width()).isEqualTo(width);
  }

  @Test
  void pipesHaveNoWidthWhateverColumnsSays() {
    Console console =
        Console.of(
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of("COLUMNS", "60"),
            Terminal.none());
    assertThat(Look.ofStdout(console, ColorChoice.AUTO).width()).isEqualTo(Look.UNLIMITED);
  }

  @Test
  void peakMemoryIsReadFromTheStatus() {
    assertThat(PeakMemory.parse(List.of("Name: java", "VmHWM:\t  217088 kB")))
        .hasValue(217088L * 1024);
    assertThat(PeakMemory.parse(List.of("VmHWM: many"))).isEmpty();
  }

  @Test
  void asciiStandsInForEverythingElse() {
    assertThat(Glyphs.ASCII.text("größe")).isEqualTo("gr\\u00F6\\u00DFe");
    assertThat(Glyphs.UNICODE.text("größe\u001b")).isEqualTo("größe\\u001B");
  }

  @Test
  void aReaderThatWentAwayIsNoFailure() {
    StandardOutput out = new StandardOutput(failing("Broken pipe"));
    out.println("x");
    out.flush();
    out.println("y");
    assertThat(out.closedByReader()).isTrue();
    assertThat(out.failure()).isEmpty();
  }

  @Test
  void aFullDiskIsAFailure() {
    StandardOutput out = new StandardOutput(failing("No space left on device"));
    out.println("x");
    out.close();
    assertThat(out.closedByReader()).isFalse();
    assertThat(out.failure()).map(IOException::getMessage).hasValue("No space left on device");
  }

  @Test
  void outputIsUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(bytes);
    out.println("×");
    out.flush();
    assertThat(bytes.toByteArray()).isEqualTo("×\n".getBytes(StandardCharsets.UTF_8));
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
