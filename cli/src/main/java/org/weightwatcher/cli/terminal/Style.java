package org.weightwatcher.cli.terminal;

/// Colours of text: a hint beside the words, never instead of them.
public enum Style {
  /// As it is.
  PLAIN(""),
  /// Column headers, names of models.
  STRONG("1"),
  /// Less important.
  FAINT("2"),
  /// Fine.
  GOOD("32"),
  /// Worth a look.
  DOUBTFUL("33"),
  /// Broken.
  BAD("31");

  private static final String ESCAPE = "\u001b[";
  private final String code;

  Style(String code) {
    this.code = code;
  }

  /// @param text any text
  /// @param colour whether colours are wanted
  /// @return the text, coloured if wanted
  public String paint(String text, boolean colour) {
    return !colour || code.isEmpty() || text.isEmpty()
        ? text
        : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
