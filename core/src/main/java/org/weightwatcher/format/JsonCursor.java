package org.weightwatcher.format;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.bytes.SegmentStream;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Walks JSON of a stranger's file token by token: strict UTF-8, RFC 8259, bounded nesting, every
/// failure with the byte where it happened. Nothing is kept but the current token, so a large
/// header costs no memory. Not safe for use by several threads.
public final class JsonCursor implements AutoCloseable {
  /// 19 digits are the most that fit in a long; longer runs are refused by the caller.
  private static final int NUMBER_MAX = 1000;

  private final String file;
  private final String part;
  private final long base;
  private final int depth;
  private final JsonParser parser;

  /// @param file name for messages, escaped
  /// @param part what the text is in the file, for messages
  /// @param bytes the text, at most 2 GiB
  /// @param base offset of the text in its file
  /// @param depth deepest nesting
  /// @throws ModelFormatException E_MALFORMED when the bytes are not UTF-8
  public JsonCursor(String file, String part, MemorySegment bytes, long base, int depth) {
    this.file = file;
    this.part = part;
    this.base = base;
    this.depth = depth;
    OptionalLong defect = StrictUtf8.firstDefect(bytes);
    if (defect.isPresent()) {
      long at = defect.getAsLong();
      throw malformedAt(
          at, " must be UTF-8 but has byte 0x%02X", bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff);
    }
    this.parser =
        JsonFactory.builder()
            .streamReadConstraints(constraints(depth, bytes.byteSize()))
            // Without this, zero bytes would make the parser read UTF-16.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build()
            .createParser(ObjectReadContext.empty(), (InputStream) new SegmentStream(bytes));
  }

  private static StreamReadConstraints constraints(int depth, long length) {
    int text = Math.toIntExact(Math.clamp(length, 1, Integer.MAX_VALUE));
    return StreamReadConstraints.builder()
        .maxNestingDepth(depth)
        .maxNameLength(text)
        .maxStringLength(text)
        .maxNumberLength(NUMBER_MAX)
        .build();
  }

  /// @return the next token
  /// @throws ModelFormatException E_MALFORMED when there is none or it breaks the rules of JSON
  public JsonToken next() {
    JsonToken token = nextOrEnd();
    if (token == null) {
      throw malformed(part + " must be complete JSON but ends early");
    }
    return token;
  }

  private @Nullable JsonToken nextOrEnd() {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  /// @return the token that [#next()] gave
  public JsonToken current() {
    return parser.currentToken();
  }

  /// @return the current property name, string, number or other token as text
  /// @throws ModelFormatException E_MALFORMED when it holds half of a surrogate pair
  public String text() {
    try {
      String text = parser.getString();
      if (StrictUtf8.hasLoneSurrogate(text)) {
        throw malformed(part + " must hold whole surrogate pairs but has " + quoted(text));
      }
      return text;
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  /// Passes over the current value, however deep.
  public void skip() {
    try {
      parser.skipChildren();
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  /// @throws ModelFormatException E_MALFORMED when anything but white space follows
  public void expectEnd() {
    if (nextOrEnd() != null) {
      throw malformed(part + " must end after its JSON object but goes on");
    }
  }

  /// @param what the rule and the found value, to follow the name of the file
  /// @return the error to throw, at the current token
  public ModelFormatException malformed(String what) {
    return failed(ErrorCode.E_MALFORMED, what);
  }

  /// @param code kind of the failure
  /// @param what the rule and the found value, to follow the name of the file
  /// @return the error to throw, at the current token
  public ModelFormatException failed(ErrorCode code, String what) {
    return error(code, parser.currentTokenLocation().getByteOffset(), what, null);
  }

  /// @param text text of the file
  /// @return it in double quotes, escaped and cut
  public static String quoted(String text) {
    return '"' + Printable.brief(text) + '"';
  }

  private ModelFormatException malformedAt(long offset, String what, int found) {
    return error(ErrorCode.E_MALFORMED, offset, part + what.formatted(found), null);
  }

  private ModelFormatException translated(JacksonException e) {
    boolean known = e.getLocation() != null && e.getLocation().getByteOffset() >= 0;
    long offset = (known ? e.getLocation() : parser.currentLocation()).getByteOffset();
    return error(ErrorCode.E_MALFORMED, offset, part + rule(e), e);
  }

  private String rule(JacksonException e) {
    String what = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return what.contains("nesting depth")
          ? " must not nest deeper than " + depth
          : " must not have numbers of more than %d digits".formatted(NUMBER_MAX);
    }
    if (e instanceof UnexpectedEndOfInputException) {
      return " must be complete JSON but ends early";
    }
    // What follows the colon is advice for the parser's programmer.
    int colon = what.indexOf(": ");
    return " must be valid JSON: " + Printable.brief(colon < 0 ? what : what.substring(0, colon));
  }

  private ModelFormatException error(
      ErrorCode code, long offset, String what, @Nullable Throwable cause) {
    return new ModelFormatException(
        code, file + ": " + what, "byte " + Math.addExact(base, Math.max(0, offset)), "", cause);
  }

  @Override
  public void close() {
    parser.close();
  }
}
