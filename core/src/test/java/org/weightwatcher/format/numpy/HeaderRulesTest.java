package org.weightwatcher.format.numpy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.bytes.HeapSource;

/// Judge: the rules of the format; one file for each way to be wrong, with all that is said.
class HeaderRulesTest {
  /// @param header text of the header, whose first byte is byte 10
  /// @param said all that is said, without the name of the file
  record Case(String header, String said) {}

  private static final String COPY = " |  try copying or downloading the file again";
  private static final String FLOATS = " |  try saving an array of floating-point numbers";

  private static Case malformed(String header, String said) {
    return new Case(header, "E_MALFORMED: w.npy: " + said);
  }

  private static Case shape(String shape, String said) {
    return malformed("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}", said);
  }

  private static Case descr(String descr, String said) {
    return new Case(
        "{'descr': " + descr + ", 'fortran_order': False, 'shape': (2,)}",
        said.replaceFirst(": ", ": w.npy: ").replace("DESCR", "descr is " + descr)
            + " |  in  byte 20");
  }

  private static final List<Case> DICTIONARIES =
      List.of(
          malformed("", "header must have { but has its end |  in  byte 10"),
          malformed("[]", "header must have { but has [] |  in  byte 10"),
          malformed(
              "{}",
              "header must have descr, fortran_order and shape but has no descr |  in  byte 12"),
          malformed(
              "{'descr': '<f4', 'shape': (2,)}",
              "header must have descr, fortran_order and shape but has no fortran_order"
                  + " |  in  byte 41"),
          malformed(
              "{'descr': '<f4', 'fortran_order': False}",
              "header must have descr, fortran_order and shape but has no shape |  in  byte 50"),
          malformed(
              "{'descr': '<f4', 'x': 1}",
              "header must have descr, fortran_order and shape but also has x |  in  byte 31"),
          new Case(
              "{'descr': '<f4', 'descr': '<f8'}",
              "E_DUPLICATE: w.npy: header has descr twice |  in  byte 41"),
          malformed("{1: 2}", "header must have texts as keys |  in  byte 12"),
          malformed("{'descr' '<f4'}", "header must have : but has '<f4'} |  in  byte 19"),
          malformed(
              "{'descr': '<f4' 'shape': ()}",
              "header must have } but has 'shape': ()} |  in  byte 26"),
          malformed("{'descr': '<f4'", "header must have } but has its end |  in  byte 25"),
          malformed(
              "{'descr': '<f4', 'fortran_order': False, 'shape': ()} x",
              "header must end after its dictionary but goes on with x |  in  byte 64"),
          malformed(
              "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}",
              "header must have True or False as fortran_order |  in  byte 45"));

  private static final List<Case> LITERALS =
      List.of(
          malformed(
              "{'descr': __import__('os')}",
              "header must have a text, True, False, an integer or a tuple but has"
                  + " __import__('os')} |  in  byte 20"),
          malformed(
              "{'descr': None}",
              "header must have a text, True, False, an integer or a tuple but has None}"
                  + " |  in  byte 20"),
          malformed(
              "{'descr': Trve}",
              "header must have a text, True, False, an integer or a tuple but has Trve}"
                  + " |  in  byte 20"),
          malformed(
              "{'descr': {}}",
              "header must have a text, True, False, an integer or a tuple but has {}}"
                  + " |  in  byte 20"),
          malformed(
              "{'descr': \u00e9}",
              "header must have a text, True, False, an integer or a tuple but has \u00e9}"
                  + " |  in  byte 20"),
          malformed(
              "{'descr': \u001b[2J}",
              "header must have a text, True, False, an integer or a tuple but has"
                  + " \\u001B[2J} |  in  byte 20"),
          malformed("{'descr': '<f4}", "header must close the quotes of '<f4} |  in  byte 20"),
          malformed("{'descr': '\\'}", "header must close the quotes of '\\'} |  in  byte 20"),
          malformed(
              "{'descr': " + "(".repeat(40), "header must not nest deeper than 32 |  in  byte 53"),
          shape("(2, 3", "header must have ) but has } |  in  byte 65"),
          shape("(2 3)", "header must have ) but has 3)} |  in  byte 63"),
          shape(
              "(,)",
              "header must have a text, True, False, an integer or a tuple but has ,)}"
                  + " |  in  byte 61"),
          shape(
              "(9223372036854775808,)",
              "header must have integers below 2^63 but has 9223372036854775808 |  in  byte 61"));

  private static final List<Case> SHAPES =
      List.of(
          shape("2", "header must have a tuple as shape |  in  byte 61"),
          shape("(2)", "header must have a tuple as shape |  in  byte 63"),
          shape("[2]", "header must have a tuple as shape |  in  byte 63"),
          shape("(2, 'x')", "header must have integers in shape |  in  byte 68"),
          shape("(True,)", "header must have integers in shape |  in  byte 67"),
          shape("(2, -3)", "header must have dimensions >= 0 but has -3 |  in  byte 67"),
          shape(
              "(4294967296, 4294967296)",
              "array must have fewer than 2^63 bytes but has shape 4294967296x4294967296"
                  + " |  in  byte 85"),
          shape(
              "(2305843009213693952,)",
              "array must have fewer than 2^63 bytes but has shape 2305843009213693952"
                  + " |  in  byte 83"),
          new Case(
              "{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1,".repeat(65) + ")}",
              "E_LIMIT: w.npy: header must have at most 64 dimensions but has 65"
                  + " |  in  byte 192"),
          new Case(
              "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
              "E_TRUNCATED: w.npy: cut short: 2x3 of f32 needs 24 bytes, 8 follow the header"
                  + " |  in  byte 75"
                  + COPY),
          new Case(
              "{'descr': '<f4', 'fortran_order': False, 'shape': (2305843009213693951,)}",
              "E_TRUNCATED: w.npy: cut short: 2305843009213693951 of f32 needs"
                  + " 9223372036854775804 bytes, 8 follow the header |  in  byte 91"
                  + COPY));

  private static final List<Case> TYPES =
      List.of(
          descr(
              "'|O'",
              "E_UNSUPPORTED_DTYPE: array of objects, a pickle that could run any code when"
                  + " loaded, is not read: DESCR"),
          descr("'|S5'", "E_UNSUPPORTED_DTYPE: array of texts is not read: DESCR"),
          descr("'<U5'", "E_UNSUPPORTED_DTYPE: array of texts is not read: DESCR"),
          descr("'<M8[ns]'", "E_UNSUPPORTED_DTYPE: array of dates or times is not read: DESCR"),
          descr("'<m8'", "E_UNSUPPORTED_DTYPE: array of dates or times is not read: DESCR"),
          descr("'|V1'", "E_UNSUPPORTED_DTYPE: array of bytes without a type is not read: DESCR"),
          descr("'|V16'", "E_UNSUPPORTED_DTYPE: array of bytes without a type is not read: DESCR"),
          descr("'<f16'", "E_UNSUPPORTED_DTYPE: array of numbers of this width is not read: DESCR"),
          descr("'<i3'", "E_UNSUPPORTED_DTYPE: array of numbers of this width is not read: DESCR"),
          descr(
              "[('a', '<f4'), ('b', '<i4', (2,))]",
              "E_UNSUPPORTED_DTYPE: structured array is not read: DESCR"),
          descr("'x4'", "E_MALFORMED: descr must be a type of NumPy but is 'x4'"),
          descr("''", "E_MALFORMED: descr must be a type of NumPy but is ''"),
          descr("'4'", "E_MALFORMED: descr must be a type of NumPy but is '4'"),
          descr("True", "E_MALFORMED: descr must be a type of NumPy but is True"),
          descr("4", "E_MALFORMED: descr must be a type of NumPy but is 4"),
          descr(
              "('<f4', (2,))", "E_MALFORMED: descr must be a type of NumPy but is ('<f4', (2,))"));

  static Stream<Case> headers() {
    return Stream.of(DICTIONARIES, LITERALS, SHAPES).flatMap(List::stream);
  }

  static Stream<Case> types() {
    return TYPES.stream();
  }

  private static String opened(byte[] file) {
    return Outcome.of(() -> NpyReader.open("w.npy", "w.npy", new HeapSource("w.npy", file)));
  }

  private static String opened(Case one) {
    return opened(NpyBytes.file(one.header, new byte[8]));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void headersThatBreakARule(Case one) {
    assertThat(opened(one)).isEqualTo(one.said);
  }

  @ParameterizedTest
  @MethodSource("types")
  void typesThatAreNoNumbers(Case one) {
    String hint = one.said.startsWith("E_MALFORMED") ? "" : FLOATS;
    assertThat(opened(one)).isEqualTo(one.said + hint);
  }

  @Test
  void aDescriptionAsLongAsTheHeaderIsCut() {
    String said =
        opened(
            new Case(
                "{'descr': '" + "x".repeat(60_000) + "', 'fortran_order': " + "False, 'shape': ()}",
                ""));
    assertThat(said)
        .isEqualTo(
            "E_MALFORMED: w.npy: descr must be a type of NumPy but is '%s… |  in  byte 20"
                .formatted("x".repeat(199)));
  }

  @Test
  void nestingOfAMillionIsRefusedAtOnce() {
    byte[] header = ("{'shape': " + "(".repeat(1_000_000)).getBytes(ISO_8859_1);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () ->
            assertThat(opened(NpyBytes.file(2, header, new byte[0])))
                .isEqualTo(
                    "E_MALFORMED: w.npy: header must not nest deeper than 32 |  in  byte 55"));
  }

  @Test
  void aLongHeaderOfManyValuesIsReadInALittleTime() {
    byte[] header =
        ("{'descr': [" + "(),".repeat(340_000) + "], 'fortran_order': False, 'shape': ()}")
            .getBytes(ISO_8859_1);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(opened(NpyBytes.file(2, header, new byte[4])))
                .startsWith(
                    "E_UNSUPPORTED_DTYPE: w.npy: structured array is not read: descr is [("));
  }

  private static byte[] prefix(int... bytes) {
    byte[] file = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      file[i] = (byte) bytes[i];
    }
    return file;
  }

  @Test
  void thePrefix() {
    assertThat(opened(prefix()))
        .isEqualTo(
            "E_TRUNCATED: w.npy: cut short: header needs at least 10 bytes, the array has 0"
                + " |  in  byte 0"
                + COPY);
    assertThat(opened(prefix(0x93, 'N', 'U', 'M', 'P', 'X', 1, 0, 2, 0)))
        .isEqualTo(
            "E_MALFORMED: w.npy: array must begin with 93 4E 55 4D 50 59 (NUMPY) but byte 5 is 58"
                + " |  in  byte 5");
    for (int[] version : new int[][] {{0, 0}, {1, 1}, {4, 0}, {9, 0}, {255, 255}}) {
      byte[] file = prefix(0x93, 'N', 'U', 'M', 'P', 'Y', version[0], version[1], 2, 0);
      assertThat(opened(file))
          .isEqualTo(
              "E_UNSUPPORTED: w.npy: npy version must be 1.0, 2.0 or 3.0 but was %d.%d"
                      .formatted(version[0], version[1])
                  + " |  in  byte 6");
    }
    assertThat(opened(prefix(0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 2, 0, 0)))
        .isEqualTo(
            "E_TRUNCATED: w.npy: cut short: header needs at least 12 bytes, the array has 11"
                + " |  in  byte 11"
                + COPY);
    assertThat(opened(prefix(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 3, 0, '{', '}')))
        .isEqualTo(
            "E_TRUNCATED: w.npy: cut short: header needs 3 bytes, the array has 12 |  in  byte 12"
                + COPY);
    assertThat(opened(prefix(0x93, 'N', 'U', 'M', 'P', 'Y', 3, 0, 1, 0, 16, 0)))
        .isEqualTo("E_LIMIT: w.npy: header length 1048577 exceeds 1048576 |  in  byte 8");
    assertThat(opened(prefix(0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 255, 255, 255, 255)))
        .isEqualTo("E_LIMIT: w.npy: header length 4294967295 exceeds 1048576 |  in  byte 8");
  }

  @Test
  void version3MustBeUtf8() {
    byte[] header = "{'descr': '?'}".getBytes(UTF_8);
    header[11] = (byte) 0xff;
    assertThat(opened(NpyBytes.file(3, header, new byte[0])))
        .isEqualTo("E_MALFORMED: w.npy: header must be UTF-8 but has byte 0xFF |  in  byte 23");
    byte[] cut = "{'descr': '\u03bb".getBytes(UTF_8);
    assertThat(opened(NpyBytes.file(3, Arrays.copyOf(cut, cut.length - 1), new byte[0])))
        .isEqualTo("E_MALFORMED: w.npy: header must be UTF-8 but has byte 0xCE |  in  byte 23");
  }

  /// Characters of several bytes before the defect.
  @Test
  void placesInVersion3AreBytes() {
    byte[] header = "{'\u03bb\u03bb': !}".getBytes(UTF_8);
    assertThat(opened(NpyBytes.file(3, header, new byte[0])))
        .isEqualTo(
            "E_MALFORMED: w.npy: header must have descr, fortran_order and shape but also has"
                + " \u03bb\u03bb |  in  byte 20");
  }
}
