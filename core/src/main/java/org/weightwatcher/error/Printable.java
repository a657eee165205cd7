package org.weightwatcher.error;

/// Text from a file, made safe to print: control characters become a backslash, `u` and four
/// digits, overlong text is cut.
///
/// Model files come from strangers; a name may hold terminal control codes, line breaks or 64 kB of
/// noise. Every message and every table goes through here.
public final class Printable {
  /// Longest file-supplied text in a message, in characters.
  public static final int MESSAGE_MAX = 200;

  private Printable() {}

  /// @param text any text
  /// @return the text with U+0000-U+001F, U+007F-U+009F, bidirectional controls and lone surrogates
  ///   as escapes
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        safe.append(c).append(text.charAt(++i));
      } else if (isUnsafe(c)) {
        safe.append(String.format("\\u%04X", (int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /// @param text any text
  /// @return [#of(String)], cut after [#MESSAGE_MAX] characters with `…` in place of the rest
  public static String brief(String text) {
    return text.length() <= MESSAGE_MAX ? of(text) : of(text.substring(0, MESSAGE_MAX)) + "…";
  }

  /// @param c any UTF-16 unit
  /// @return whether a terminal might obey it or show nothing: controls, line separators,
  ///   bidirectional controls, surrogates (which are safe only in pairs)
  public static boolean isUnsafe(char c) {
    boolean control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
    boolean bidi =
        (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    boolean line = c == 0x2028 || c == 0x2029;
    return control || bidi || line || Character.isSurrogate(c);
  }
}
