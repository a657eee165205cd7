package org.weightwatcher.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Judge: the rules of the specification on sizes, numbers and near words.
class ValuesTest {
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
    assertThat(Nearest.of("--hill", List.of("--full"))).isEmpty();
    assertThat(Nearest.of("--ful", List.of("--fit", "--full"))).hasValue("--full");
  }

  @Test
  void anAbbreviationIsNearerThanAnotherWord() {
    assertThat(Nearest.of("--lim", List.of("--fit", "--limit"))).hasValue("--limit");
    assertThat(Nearest.list("--lim", List.of("--fit", "--limit"), 2))
        .containsExactly("--limit", "--fit");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "+7, 7",
    "-7, -7",
    "007, 7",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
  })
  void signedNumbers(String text, long value) {
    assertThat(Values.signedLong("--seed", text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        "1.5",
        "1e3",
        "0x1",
        "1L",
        " 1",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999",
        "١"
      })
  void badSignedNumbers(String text) {
    assertThatThrownBy(() -> Values.signedLong("--seed", text))
        .hasMessage("--seed must be a whole number of 64 bits but was '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "1e-6, 0.000001",
    "1E-6, 0.000001",
    "0.5, 0.5",
    ".5, 0.5",
    "5., 5",
    "-2.5, -2.5",
    "+3, 3",
    "0, 0",
    "1e308, 1e308",
    "1e-400, 0",
  })
  void numbers(String text, double value) {
    assertThat(Values.number("--tolerance", text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "e5",
        "1e",
        "1,5",
        "nan",
        "NaN",
        "Infinity",
        "-inf",
        "0x1p3",
        "1d",
        "1f",
        " 1",
        "1 ",
        "1e999",
        "1_000",
        "1e99999999999"
      })
  void badNumbers(String text) {
    assertThatThrownBy(() -> Values.number("--tolerance", text))
        .hasMessage("--tolerance must be a number such as 0.5 or 1e-6 but was '" + text + "'");
  }
}
