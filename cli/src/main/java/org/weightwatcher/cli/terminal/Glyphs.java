package org.weightwatcher.cli.terminal;

import org.weightwatcher.error.Printable;

/// The characters beyond ASCII that screens use, and what stands for them where the terminal does
/// not show UTF-8.
public enum Glyphs {
  /// The real ones.
  UNICODE("×", "…", "±", "–", " · "),
  /// Their stand-ins.
  ASCII("x", "...", "+-", "-", ", ");

  private final String times;
  private final String ellipsis;
  private final String plusMinus;
  private final String dash;
  private final String separator;

  Glyphs(String times, String ellipsis, String plusMinus, String dash, String separator) {
    this.times = times;
    this.ellipsis = ellipsis;
    this.plusMinus = plusMinus;
    this.dash = dash;
    this.separator = separator;
  }

  /// @return between two dimensions
  public String times() {
    return times;
  }

  /// @return in place of what was left out
  public String ellipsis() {
    return ellipsis;
  }

  /// @return before an error
  public String plusMinus() {
    return plusMinus;
  }

  /// @return where there is no value
  public String dash() {
    return dash;
  }

  /// @return between the facts of one line
  public String separator() {
    return separator;
  }

  /// @param text from a file or a message
  /// @return the text without control characters; without any character beyond ASCII if need be
  public String text(String text) {
    String safe = Printable.of(text);
    if (this == UNICODE || safe.chars().allMatch(c -> c < 0x7f)) {
      return safe;
    }
    StringBuilder ascii = new StringBuilder();
    safe.chars()
        .forEach(c -> ascii.append(c < 0x7f ? Character.toString(c) : "\\u%04X".formatted(c)));
    return ascii.toString();
  }
}
