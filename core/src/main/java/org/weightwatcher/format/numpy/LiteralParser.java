package org.weightwatcher.format.numpy;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;

/// Parses the literals of Python that a header is made of: texts in either quotes, `True`, `False`,
/// integers (with the `L` of Python 2), tuples and lists with an optional comma at their end. No
/// name is looked up and nothing is evaluated. One object serves one header.
final class LiteralParser {
  private static final int SHOWN = 20;

  private final Prefix prefix;
  private final String text;
  private int at;

  LiteralParser(Prefix prefix, String text) {
    this.prefix = prefix;
    this.text = text;
  }

  /// Position of the next character that is no white space.
  int start() {
    skipSpace();
    return at;
  }

  /// What the header says from there on, up to where parsing stands.
  String since(int start) {
    return text.substring(start, at);
  }

  /// Byte of the array's file at which a character stands.
  long offset(int character) {
    return prefix.offset(text, character);
  }

  /// Passes white space and, if it is next, that character.
  boolean skip(char wanted) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char wanted) throws NpyDefect {
    if (!skip(wanted)) {
      throw malformed("must have %c but has %s".formatted(wanted, found()));
    }
  }

  /// Only white space may follow.
  void expectEnd() throws NpyDefect {
    skipSpace();
    if (at < text.length()) {
      throw malformed("must end after its dictionary but goes on with " + found());
    }
  }

  Literal value() throws NpyDefect {
    return value(0);
  }

  private Literal value(int depth) throws NpyDefect {
    if (depth > Limits.NPY_DEPTH) {
      throw malformed("must not nest deeper than %d".formatted(Limits.NPY_DEPTH));
    }
    skipSpace();
    char first = at < text.length() ? text.charAt(at) : '\0';
    return switch (first) {
      case '\'', '"' -> quoted(first);
      case '(' -> tuple(depth);
      case '[' -> new Literal.Items(sequence(']', depth));
      case 'T' -> flag("True", true);
      case 'F' -> flag("False", false);
      default -> whole();
    };
  }

  private Literal.Text quoted(char quote) throws NpyDefect {
    int start = at + 1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        at = i + 1;
        return new Literal.Text(text.substring(start, i));
      }
      if (c == '\\') {
        i++;
      }
    }
    throw malformed("must close the quotes of " + found());
  }

  /// `(x)` is x in parentheses, `(x,)` a tuple.
  private Literal tuple(int depth) throws NpyDefect {
    List<Literal> items = sequence(')', depth);
    boolean parentheses = items.size() == 1 && text.charAt(lastBefore(at - 1)) != ',';
    return parentheses ? items.getFirst() : new Literal.Tuple(items);
  }

  private int lastBefore(int close) {
    int i = close - 1;
    while (isSpace(text.charAt(i))) {
      i--;
    }
    return i;
  }

  private List<Literal> sequence(char close, int depth) throws NpyDefect {
    at++;
    List<Literal> items = new ArrayList<>();
    while (!skip(close)) {
      items.add(value(depth + 1));
      if (!skip(',')) {
        expect(close);
        break;
      }
    }
    return List.copyOf(items);
  }

  private Literal.Flag flag(String word, boolean value) throws NpyDefect {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return new Literal.Flag(value);
  }

  private Literal.Whole whole() throws NpyDefect {
    int end = at;
    if (end < text.length() && text.charAt(end) == '-') {
      end++;
    }
    int digits = end;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == digits) {
      throw unexpected();
    }
    try {
      Literal.Whole value = new Literal.Whole(Long.parseLong(text, at, end, 10));
      at = end < text.length() && text.charAt(end) == 'L' ? end + 1 : end;
      return value;
    } catch (NumberFormatException tooLong) {
      throw malformed(
          "must have integers below 2^63 but has " + Printable.brief(text.substring(at, end)));
    }
  }

  private NpyDefect unexpected() {
    return malformed("must have a text, True, False, an integer or a tuple but has " + found());
  }

  private String found() {
    return at >= text.length()
        ? "its end"
        : Printable.brief(text.substring(at, Math.min(text.length(), at + SHOWN)).strip());
  }

  /// The defect at the next character.
  NpyDefect malformed(String what) {
    return defect(ErrorCode.E_MALFORMED, what);
  }

  NpyDefect defect(ErrorCode code, String what) {
    return new NpyDefect(code, "header " + what, offset(at));
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
