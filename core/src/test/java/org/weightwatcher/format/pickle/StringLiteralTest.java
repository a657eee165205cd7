package org.weightwatcher.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judge: Python's table of string escapes (language reference, section "String and Bytes
/// literals").
class StringLiteralTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "abc 616263",
        "\\\\ 5c",
        "\\' 27",
        "\\\" 22",
        "\\a 07",
        "\\b 08",
        "\\f 0c",
        "\\n 0a",
        "\\r 0d",
        "\\t 09",
        "\\v 0b",
        "\\x41 41",
        "\\xe9 e9",
        "\\x4 5c7834",
        "\\xg1 5c786731",
        "\\0 00",
        "\\101 41",
        "\\1012 4132",
        "\\8 5c38",
        "\\q 5c71",
        "a\\ 615c"
      })
  void unescapesAsPythonDoes(String body, String hex) {
    byte[] bytes = StringLiteral.unescape(body);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc abc",
        "\\u0041 A",
        "\\u00e9 é",
        "\\U00000041 A",
        "\\U0001f600 😀",
        "\\u004 \\u004",
        "\\U0000004 \\U0000004",
        "\\n \\n",
        "a\\ a\\",
        "\\U00110000 \ufffd"
      })
  void readsRawUnicode(String body, String text) {
    assertThat(StringLiteral.rawUnicode(body)).isEqualTo(text);
  }
}
