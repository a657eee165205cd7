package org.weightwatcher.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// Judge: the rule that each pickle breaks, with the whole message and the offset of the operation.
class PickleErrorTest {
  private static final PickleLimits SMALL = new PickleLimits(20, 60, 3, 4, 2, 5, 3, 2);

  static Stream<Arguments> malformed() {
    return Stream.of(
        error("N\u00ff", ErrorCode.E_MALFORMED, "unknown pickle opcode 0xFF", 1),
        error(".", ErrorCode.E_MALFORMED, "pickle stack underflow", 0),
        error("N(.", ErrorCode.E_MALFORMED, "pickle stack underflow", 2),
        error("0", ErrorCode.E_MALFORMED, "pickle stack underflow", 0),
        error("2", ErrorCode.E_MALFORMED, "pickle stack underflow", 0),
        error("N\u0086", ErrorCode.E_MALFORMED, "pickle stack underflow", 1),
        error("(o", ErrorCode.E_MALFORMED, "pickle stack underflow", 1),
        error("t", ErrorCode.E_MALFORMED, "pickle stack underflow: no mark", 0),
        error("1", ErrorCode.E_MALFORMED, "pickle stack underflow: no mark", 0),
        error("NNa", ErrorCode.E_MALFORMED, "pickle appends to what is no list", 2),
        error("]NNs", ErrorCode.E_MALFORMED, "pickle sets an item of what is no dictionary", 3),
        error("}(Nu", ErrorCode.E_MALFORMED, "pickle dictionary has a key without a value", 3),
        error("(Nd", ErrorCode.E_MALFORMED, "pickle dictionary has a key without a value", 2),
        error("ca\nb\nNR", ErrorCode.E_MALFORMED, "pickle arguments must be a tuple", 6),
        error("NN\u0093", ErrorCode.E_MALFORMED, "pickle name of a class must be text", 2),
        error("h\3", ErrorCode.E_MALFORMED, "pickle memo has no entry 3", 0),
        error("g-1\n", ErrorCode.E_MALFORMED, "pickle memo has no entry -1", 0),
        error("Ix\n", ErrorCode.E_MALFORMED, "pickle number must be an integer but was x", 0),
        error("gx\n", ErrorCode.E_MALFORMED, "pickle number must be an integer but was x", 0),
        error("Lx\n", ErrorCode.E_MALFORMED, "pickle number must be an integer but was x", 0),
        error("Fx\n", ErrorCode.E_MALFORMED, "pickle number must be a number but was x", 0),
        error("Sx\n", ErrorCode.E_MALFORMED, "pickle string must be quoted but was x", 0),
        error("S'\n", ErrorCode.E_MALFORMED, "pickle string must be quoted but was '", 0),
        error(
            "T\u00ff\u00ff\u00ff\u00ff",
            ErrorCode.E_MALFORMED,
            "pickle length must be >= 0 but was -1",
            0),
        error(
            "\u008b\u00fb\u00ff\u00ff\u00ff",
            ErrorCode.E_MALFORMED,
            "pickle length must be >= 0 but was -5",
            0));
  }

  static Stream<Arguments> truncated() {
    return Stream.of(
        error("", ErrorCode.E_TRUNCATED, "pickle ends without STOP", 0),
        error("N", ErrorCode.E_TRUNCATED, "pickle ends without STOP", 1),
        error("K", ErrorCode.E_TRUNCATED, "pickle needs 1 bytes but only 0 follow", 0),
        error("J\0\0", ErrorCode.E_TRUNCATED, "pickle needs 4 bytes but only 2 follow", 0),
        error("I12", ErrorCode.E_TRUNCATED, "pickle ends inside a line", 0),
        error("ca\nb", ErrorCode.E_TRUNCATED, "pickle ends inside a line", 0),
        error(
            "B\u00ff\u00ff\u00ff\u00ff",
            ErrorCode.E_TRUNCATED,
            "pickle needs 4294967295 bytes but only 0 follow",
            0),
        error(
            "\u008d\0\0\0\0\0\0\0\u0080x",
            ErrorCode.E_TRUNCATED,
            "pickle needs 9223372036854775808 bytes but only 1 follow",
            0),
        error(
            "\u008e\0\0\0\0\0\0\0\u0010",
            ErrorCode.E_TRUNCATED,
            "pickle needs 1152921504606846976 bytes but only 0 follow",
            0));
  }

  static Stream<Arguments> unsupported() {
    return Stream.of(
        error(
            "\u0080\6", ErrorCode.E_UNSUPPORTED, "pickle protocol must be at most 5 but was 6", 0),
        error(
            "\u0082\1",
            ErrorCode.E_UNSUPPORTED,
            "pickle extension code (opcode 0x82) is not read",
            0),
        error(
            "\u0083\1\1",
            ErrorCode.E_UNSUPPORTED,
            "pickle extension code (opcode 0x83) is not read",
            0),
        error(
            "\u0084\1\1\1\1",
            ErrorCode.E_UNSUPPORTED,
            "pickle extension code (opcode 0x84) is not read",
            0),
        error(
            "\u0097",
            ErrorCode.E_UNSUPPORTED,
            "pickle buffer outside the file (opcode 0x97) is not read",
            0),
        error(
            "\u0098",
            ErrorCode.E_UNSUPPORTED,
            "pickle buffer outside the file (opcode 0x98) is not read",
            0));
  }

  private static Arguments error(String bytes, ErrorCode code, String message, int at) {
    return Arguments.of(bytes, code, message, at);
  }

  @ParameterizedTest(name = "{2}, byte {3}")
  @MethodSource({"malformed", "truncated", "unsupported"})
  void refuses(String bytes, ErrorCode code, String message, int at) {
    String hint =
        code == ErrorCode.E_UNSUPPORTED ? "" : "\n  try copying or downloading the file again";
    PickleInput input = input(new PickleBuilder().raw(bytes).build());
    assertThatThrownBy(() -> PickleMachine.run(input, PickleErrorTest::anything))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.describe()).isEqualTo("m.pt: " + message + "\n  in  byte " + at + hint);
            });
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        limit("N0".repeat(11), "number of pickle operations 21 exceeds 20", 20),
        limit("C\5aaaaa0".repeat(9), "bytes of a pickle 64 exceeds 60", 63),
        limit("Nq\0q\1q\2q\3", "number of pickle memo entries 4 exceeds 3", 7),
        limit("NNNNN", "number of values on the pickle stack 5 exceeds 4", 4),
        limit("(((", "number of marks on the pickle stack 3 exceeds 2", 2),
        limit("X\6\0\0\0aaaaaa", "bytes of a pickle string 6 exceeds 5", 0),
        limit("U\6aaaaaa", "bytes of a pickle string 6 exceeds 5", 0),
        limit("Vaaaaaa\n", "bytes of a pickle string 6 exceeds 5", 0),
        limit("caaaaaa\nb\n", "bytes of a pickle string 6 exceeds 5", 0),
        limit("caaa\nb\n", "length of a pickle class name 3 exceeds 2", 0),
        limit("U\1aX\3\0\0\0bbb0(ia\nbbb\n", "length of a pickle class name 3 exceeds 2", 13),
        limit("X\1\0\0\0aX\3\0\0\0bbb\u0093", "length of a pickle class name 3 exceeds 2", 14),
        limit("\u008a\4aaaa", "bytes of a pickle integer 4 exceeds 3", 0),
        limit("\u008b\4\0\0\0aaaa", "bytes of a pickle integer 4 exceeds 3", 0),
        limit("L1234\n", "characters of a pickle number 4 exceeds 3", 0));
  }

  private static Arguments limit(Object... values) {
    return Arguments.of(values);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("limits")
  void holdsTheLimit(String bytes, String message, int at) {
    PickleInput input = input(new PickleBuilder().raw(bytes).build());
    assertRefused(
        () -> PickleMachine.run(input, PickleErrorTest::anything, SMALL),
        message + "\n  in  m.pt, byte " + at);
  }

  @Test
  void acceptsWhatIsJustInsideTheLimits() {
    byte[] bytes = new PickleBuilder().raw("((NNNNtq\0q\1q\2t").stop();
    assertThat(
            Rendered.of(PickleMachine.run(input(bytes), PickleErrorTest::anything, SMALL).root()))
        .isEqualTo("((None, None, None, None))");
  }

  @Test
  void aHugeMemoIndexCostsOneEntry() {
    byte[] bytes =
        new PickleBuilder().raw("K\1r\u00ff\u00ff\u00ff\u00ffj\u00ff\u00ff\u00ff\u00ff").stop();
    assertThat(Rendered.of(PickleMachine.run(input(bytes), PickleErrorTest::anything).root()))
        .isEqualTo("1");
  }

  @Test
  void namesThePartOfTheFile() {
    PickleInput input =
        new PickleInput("m\n.pt", "entry a/data.pkl", new ByteArrayInputStream(new byte[1]), 1);
    assertRefused(
        () -> PickleMachine.run(input, PickleErrorTest::anything),
        "m\\u000A.pt: unknown pickle opcode 0x00\n  in  entry a/data.pkl, byte 0\n"
            + "  try copying or downloading the file again");
  }

  @Test
  void reportsAStreamThatFails() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("gone");
          }
        };
    PickleInput input = new PickleInput("m.pt", "entry a", failing, 9);
    assertRefused(
        () -> PickleMachine.run(input, PickleErrorTest::anything),
        "m.pt: cannot be read\n  in  entry a");
  }

  @Test
  void reportsAStreamThatIsShorterThanAnnounced() {
    PickleInput input =
        new PickleInput("m.pt", "", new ByteArrayInputStream(new byte[] {'C', 3, 'a'}), 9);
    assertRefused(
        () -> PickleMachine.run(input, PickleErrorTest::anything),
        "m.pt: pickle needs 3 bytes but only 1 follow\n  in  byte 0\n"
            + "  try copying or downloading the file again");
  }

  static PickleInput input(byte[] bytes) {
    return new PickleInput("m.pt", "", new ByteArrayInputStream(bytes), bytes.length);
  }

  static PickleValue anything(PickleValue id, PickleInput input, long offset) {
    return new PickleValue.Persistent(
        id instanceof PickleValue.Tuple tuple ? tuple : new PickleValue.Tuple(List.of(id)));
  }

  static void assertRefused(ThrowableAssert.ThrowingCallable call, String whole) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ModelFormatException.class, e -> assertThat(e.describe()).isEqualTo(whole));
  }
}
