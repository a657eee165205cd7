package org.weightwatcher.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.bytes.HeapSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// Judge: the rules of the container; one file per way to break one, with the whole message.
class SafetensorsRulesTest {
  private static final String COPY = "\n  try copying or downloading the file again";

  /// One broken file: what it is, its bytes, and what is said.
  record Case(String title, HeapSource file, ErrorCode code, String text) {
    Case(String title, byte[] file, ErrorCode code, String text) {
      this(title, new HeapSource("m.st", file), code, text);
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private static Case malformed(String title, String header, int data, String text) {
    return new Case(
        title, SafetensorsBytes.file(header, data), ErrorCode.E_MALFORMED, "m.st: " + text);
  }

  private static String tensor(String body) {
    return "{\"w\":{" + body + "}}";
  }

  private static String shaped(String shape, String offsets) {
    return tensor("\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets);
  }

  private static List<Case> lengths() {
    byte[] good = SafetensorsBytes.vectors("w");
    return List.of(
        new Case(
            "seven bytes",
            new byte[7],
            ErrorCode.E_TRUNCATED,
            "m.st is cut short: must have at least 8 bytes but has 7" + COPY),
        new Case(
            "header length -1",
            SafetensorsBytes.u64(-1),
            ErrorCode.E_LIMIT,
            "m.st: header length 18446744073709551615 exceeds 100000000\n"
                + "  in  byte 0; the first 8 bytes may not be a safetensors header"),
        new Case(
            "header length above the limit",
            SafetensorsBytes.u64(100_000_001),
            ErrorCode.E_LIMIT,
            "m.st: header length 100000001 exceeds 100000000\n"
                + "  in  byte 0; the first 8 bytes may not be a safetensors header"),
        new Case(
            "header longer than the file",
            Arrays.copyOf(good, 20),
            ErrorCode.E_TRUNCATED,
            "m.st is cut short: header needs 54 bytes, file has 20\n  in  byte 8" + COPY),
        new Case(
            "data cut",
            Arrays.copyOf(good, good.length - 1),
            ErrorCode.E_TRUNCATED,
            "m.st is cut short: tensor \"w\" ends at data offset 8 but the file has 7 bytes of data"
                + " (98 %)\n  in  byte 69"
                + COPY),
        new Case(
            "trailing bytes",
            Arrays.copyOf(good, good.length + 5),
            ErrorCode.E_MALFORMED,
            "m.st must end with its last tensor but has 5 trailing bytes\n  in  byte 70" + COPY));
  }

  private static List<Case> json() {
    byte[] badUtf8 = "{\"?\":1}".getBytes(StandardCharsets.UTF_8);
    badUtf8[2] = (byte) 0xff;
    byte[] surrogate = "{\"???\":1}".getBytes(StandardCharsets.UTF_8);
    surrogate[2] = (byte) 0xed;
    surrogate[3] = (byte) 0xa0;
    surrogate[4] = (byte) 0x80;
    return List.of(
        malformed(
            "empty header", "", 2, "header must have at least 2 bytes but has 0\n  in  byte 8"),
        malformed(
            "array", "[]", 0, "header must begin with { but begins with byte 0x5B\n  in  byte 8"),
        malformed(
            "white space first",
            " {}",
            0,
            "header must begin with { but begins with byte 0x20\n  in  byte 8"),
        new Case(
            "not UTF-8",
            SafetensorsBytes.file(badUtf8, new byte[0]),
            ErrorCode.E_MALFORMED,
            "m.st: header must be UTF-8 but has byte 0xFF\n  in  byte 10"),
        new Case(
            "surrogate in UTF-8",
            SafetensorsBytes.file(surrogate, new byte[0]),
            ErrorCode.E_MALFORMED,
            "m.st: header must be UTF-8 but has byte 0xED\n  in  byte 10"),
        malformed(
            "cut in a string",
            "{\"w\":{\"dtype\":\"F",
            0,
            "header must be complete JSON but ends early\n  in  byte 24"),
        malformed(
            "cut after a bracket",
            "{\"w\":{",
            0,
            "header must be complete JSON but ends early\n  in  byte 14"),
        malformed(
            "number of 1001 digits",
            "{\"w\":{\"x\":" + "1".repeat(1001),
            0,
            "header must not have numbers of more than 1000 digits\n  in  byte 1019"),
        malformed(
            "zero byte",
            "{\0}",
            0,
            "header must be valid JSON: Illegal character ((CTRL-CHAR, code 0))\n  in  byte 9"),
        malformed(
            "comment",
            "{/**/}",
            0,
            "header must be valid JSON: Unexpected character ('/' (code 47))\n  in  byte 9"),
        malformed(
            "text after the object",
            "{} x",
            0,
            "header must be valid JSON: Unrecognized token 'x'\n  in  byte 11"),
        malformed(
            "second object",
            "{} {}",
            0,
            "header must end after its JSON object but goes on\n  in  byte 11"),
        malformed(
            "NaN",
            "{\"w\":NaN}",
            0,
            "header must be valid JSON: Non-standard token 'NaN'\n  in  byte 16"),
        malformed(
            "trailing comma",
            "{\"__metadata__\":{},}",
            0,
            "header must be valid JSON: Unexpected character ('}' (code 125))\n  in  byte 27"),
        malformed(
            "high surrogate in a name",
            "{\"\\ud800\":1}",
            0,
            "header must be valid JSON: Broken surrogate pair in property name\n  in  byte 16"),
        malformed(
            "low surrogate in a name",
            "{\"\\udc00\":1}",
            0,
            "header must be valid JSON: Unexpected low surrogate in property name (DC00) without preceding high surrogate\n  in  byte 16"),
        malformed(
            "high surrogate in a value",
            "{\"__metadata__\":{\"a\":\"\\ud800\"}}",
            0,
            "header must hold whole surrogate pairs but has \"\\uD800\"\n  in  byte 29"),
        malformed(
            "nested too deep",
            "{\"w\":{\"x\":[[[[[[[[[[",
            0,
            "header must not nest deeper than 8\n  in  byte 25"));
  }

  private static List<Case> names() {
    return List.of(
        new Case(
            "duplicate tensor",
            SafetensorsBytes.vectors("w", "w"),
            ErrorCode.E_DUPLICATE,
            "m.st: header has tensor \"w\" twice\n  in  byte 62"),
        new Case(
            "duplicate through an escape",
            SafetensorsBytes.vectors("a", "\\u0061"),
            ErrorCode.E_DUPLICATE,
            "m.st: header has tensor \"a\" twice\n  in  byte 62"),
        new Case(
            "metadata twice",
            SafetensorsBytes.file("{\"__metadata__\":{},\"__metadata__\":{}}", 0),
            ErrorCode.E_DUPLICATE,
            "m.st: header has __metadata__ twice\n  in  byte 27"),
        new Case(
            "name too long",
            SafetensorsBytes.vectors("n".repeat(65_536)),
            ErrorCode.E_LIMIT,
            "m.st: header must have names of at most 65535 bytes but has \""
                + "n".repeat(200)
                + "…\"\n  in  byte 9"),
        malformed(
            "control characters are escaped",
            "{\"\\u001b[2J\":1}",
            0,
            "tensor \"\\u001B[2J\" must be an object but is 1\n  in  byte 21"),
        malformed(
            "metadata null",
            "{\"__metadata__\":null}",
            0,
            "__metadata__ must be an object but is null\n  in  byte 24"),
        malformed(
            "metadata number",
            "{\"__metadata__\":{\"a\":1}}",
            0,
            "__metadata__ must hold strings only but \"a\" is 1\n  in  byte 29"),
        malformed(
            "tensor called __metadata__",
            "{\"__metadata__\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
            4,
            "__metadata__ must hold strings only but \"shape\" is [\n  in  byte 47"));
  }

  private static List<Case> fields() {
    return List.of(
        malformed(
            "no dtype",
            tensor("\"shape\":[],\"data_offsets\":[0,4]"),
            4,
            "tensor \"w\" must have dtype, shape and data_offsets but has no dtype\n  in  byte 45"),
        malformed(
            "no shape",
            tensor("\"dtype\":\"F32\",\"data_offsets\":[0,4]"),
            4,
            "tensor \"w\" must have dtype, shape and data_offsets but has no shape\n  in  byte 48"),
        malformed(
            "no data_offsets",
            tensor("\"dtype\":\"F32\",\"shape\":[]"),
            4,
            "tensor \"w\" must have dtype, shape and data_offsets but has no data_offsets\n"
                + "  in  byte 38"),
        malformed(
            "dtype twice",
            tensor("\"dtype\":\"F32\",\"dtype\":\"F32\""),
            4,
            "tensor \"w\" must have one dtype but has two\n  in  byte 36"),
        malformed(
            "dtype a number",
            tensor("\"dtype\":32"),
            4,
            "tensor \"w\" must have a string as dtype but has 32\n  in  byte 22"),
        new Case(
            "unknown dtype",
            SafetensorsBytes.file(
                tensor("\"dtype\":\"F33\",\"shape\":[],\"data_offsets\":[0,4]"), 4),
            ErrorCode.E_UNSUPPORTED_DTYPE,
            "m.st: tensor \"w\" has unknown dtype \"F33\"\n  in  byte 22"),
        new Case(
            "dtype in lower case",
            SafetensorsBytes.file(tensor("\"dtype\":\"f32\""), 4),
            ErrorCode.E_UNSUPPORTED_DTYPE,
            "m.st: tensor \"w\" has unknown dtype \"f32\"\n  in  byte 22"),
        new Case(
            "dtype of PyTorch",
            SafetensorsBytes.file(tensor("\"dtype\":\"C128\""), 4),
            ErrorCode.E_UNSUPPORTED_DTYPE,
            "m.st: tensor \"w\" has unknown dtype \"C128\"\n  in  byte 22"));
  }

  private static List<Case> numbers() {
    return List.of(
        malformed(
            "shape an object",
            shaped("{}", "[0,4]"),
            4,
            "tensor \"w\" must have an array as shape but has {\n  in  byte 36"),
        number("negative", "-1"),
        number("negative zero", "-0"),
        number("fraction", "16.5"),
        number("exponent", "1e3"),
        number("quoted", "\"4\""),
        number("null", "null"),
        malformed(
            "2^63",
            shaped("[9223372036854775808]", "[0,4]"),
            4,
            "tensor \"w\" must have integers below 2^63 in shape but has 9223372036854775808\n  in  byte 37"),
        malformed(
            "one offset",
            shaped("[]", "[0]"),
            4,
            "tensor \"w\" must have two data_offsets but has 1\n  in  byte 56"),
        malformed(
            "three offsets",
            shaped("[]", "[0,2,4]"),
            4,
            "tensor \"w\" must have two data_offsets but has more\n  in  byte 59"),
        malformed(
            "2^64 as offset",
            shaped("[]", "[0,18446744073709551616]"),
            4,
            "tensor \"w\" must have integers below 2^63 in data_offsets but has 18446744073709551616\n  in  byte 57"),
        new Case(
            "65 dimensions",
            SafetensorsBytes.file(shaped(Arrays.toString(new int[65]), "[0,0]"), 0),
            ErrorCode.E_LIMIT,
            "m.st: tensor \"w\" must have at most 64 dimensions\n  in  byte 229"));
  }

  private static Case number(String title, String literal) {
    return malformed(
        title,
        shaped("[" + literal + "]", "[0,4]"),
        4,
        "tensor \"w\" must have non-negative integers in shape but has "
            + literal
            + "\n  in  byte 37");
  }

  private static List<Case> layout() {
    return List.of(
        malformed(
            "overflow",
            shaped("[4294967296,4294967296,2]", "[0,0]"),
            0,
            "tensor \"w\" must have fewer than 2^63 bits but has shape 4294967296x4294967296x2\n"
                + "  in  key \"w\""),
        malformed(
            "overflow of the bits alone",
            shaped("[1152921504606846976]", "[0,0]"),
            0,
            "tensor \"w\" must have fewer than 2^63 bits but has shape 1152921504606846976\n"
                + "  in  key \"w\""),
        malformed(
            "half a byte",
            tensor("\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,2]"),
            2,
            "tensor \"w\" must fill whole bytes but has 12 bits (f4, 3)\n  in  key \"w\""),
        malformed(
            "offsets reversed",
            shaped("[1]", "[4,0]"),
            4,
            "tensor \"w\" must have data_offsets in ascending order but has [4, 0]\n  in  key \"w\""),
        malformed(
            "size does not fit the shape",
            shaped("[2,3]", "[0,4]"),
            4,
            "tensor \"w\" must have 24 bytes (f32, 2x3) but its data_offsets [0, 4] span 4\n"
                + "  in  key \"w\""),
        malformed(
            "size does not fit a scalar",
            shaped("[]", "[0,8]"),
            8,
            "tensor \"w\" must have 4 bytes (f32, scalar) but its data_offsets [0, 8] span 8\n"
                + "  in  key \"w\""),
        malformed(
            "hole at the start",
            shaped("[1]", "[4,8]"),
            8,
            "tensor \"w\" leaves a hole after the start of the data: it must begin at data offset 0"
                + " but begins at 4\n  in  key \"w\""),
        malformed(
            "hole",
            "{" + SafetensorsBytes.entry("a", 0, 1) + "," + SafetensorsBytes.entry("b", 8, 1) + "}",
            12,
            "tensor \"b\" leaves a hole after tensor \"a\": it must begin at data offset 4 but begins"
                + " at 8\n  in  key \"b\""),
        malformed(
            "overlap",
            "{" + SafetensorsBytes.entry("a", 0, 2) + "," + SafetensorsBytes.entry("b", 4, 2) + "}",
            12,
            "tensor \"b\" overlaps tensor \"a\": it must begin at data offset 8 but begins at 4\n"
                + "  in  key \"b\""),
        malformed(
            "shared bytes",
            "{" + SafetensorsBytes.entry("a", 0, 1) + "," + SafetensorsBytes.entry("b", 0, 1) + "}",
            4,
            "tensor \"b\" overlaps tensor \"a\": it must begin at data offset 4 but begins at 0\n"
                + "  in  key \"b\""),
        new Case(
            "4 TiB",
            SafetensorsBytes.file(shaped("[1099511627776]", "[0,4398046511104]"), 4),
            ErrorCode.E_TRUNCATED,
            "m.st is cut short: tensor \"w\" ends at data offset 4398046511104 but the file has 4"
                + " bytes of data (0 %)\n  in  byte 90"
                + COPY));
  }

  private static Stream<Case> cases() {
    return Stream.of(lengths(), json(), names(), fields(), numbers(), layout())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBrokenFileIsRefusedInWords(Case broken) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SafetensorsReader.open("m.st", "m.st", broken.file()))
        .satisfies(e -> assertThat(e.describe()).isEqualTo(broken.text()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(broken.code()));
  }

  @Test
  void everyRuleHasItsFile() {
    assertThat(cases()).hasSize(63);
  }

  @Test
  void theFilesNameIsEscaped() {
    HeapSource source = new HeapSource("", new byte[7]);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SafetensorsReader.open("a\u001bb.st", "x", source))
        .withMessage("a\\u001Bb.st is cut short: must have at least 8 bytes but has 7");
  }
}
