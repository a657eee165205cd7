package org.weightwatcher.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judge: the rule that text of a file can steer no terminal.
class PrintableTest {
  @ParameterizedTest
  @CsvSource({
    "0000", "0009", "000A", "001B", "001F", "007F", "0080", "009F", "200E", "200F", "2028", "2029",
    "202A", "202E", "2066", "2069", "D800", "DFFF"
  })
  void controlsAreEscaped(String code) {
    String text = "a" + (char) Integer.parseInt(code, 16) + "b";
    assertThat(Printable.of(text)).isEqualTo("a\\u" + code + "b");
  }

  @Test
  void lettersOfEveryScriptStay() {
    assertThat(Printable.of("größe 名前 😀 ~ \u00a0")).isEqualTo("größe 名前 😀 ~ \u00a0");
  }

  @Test
  void aHighSurrogateAtTheEndIsEscaped() {
    assertThat(Printable.of("a\ud83d")).isEqualTo("a\\uD83D");
  }

  @Test
  void longTextIsCutAndShortTextIsNot() {
    assertThat(Printable.brief("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Printable.brief("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
  }
}
