package org.weightwatcher.cli.terminal;

import java.util.Map;

/// How one output is drawn.
///
/// @param width columns; [#UNLIMITED] for pipes and files
/// @param brief whether long lists are cut: on terminals
/// @param colour whether there are colours
/// @param glyphs which characters
public record Look(int width, boolean brief, boolean colour, Glyphs glyphs) {
  /// Nothing is cut.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int USUAL = 100;
  private static final int NARROWEST = 20;

  /// @return for files: everything, no colour
  public static Look file() {
    return new Look(UNLIMITED, false, false, Glyphs.UNICODE);
  }

  /// @param console where stdout leads
  /// @param color the user's choice
  /// @return for stdout; the width is `COLUMNS`, else the terminal's, else 100
  public static Look ofStdout(Console console, ColorChoice color) {
    Terminal terminal = console.terminal();
    Map<String, String> environment = console.environment();
    int width = terminal.out() ? width(environment, terminal) : UNLIMITED;
    return new Look(
        width,
        terminal.out(),
        color.wanted(environment, terminal.out()),
        terminal.utf8() ? Glyphs.UNICODE : Glyphs.ASCII);
  }

  private static int width(Map<String, String> environment, Terminal terminal) {
    String columns = environment.getOrDefault("COLUMNS", "");
    int width =
        columns.matches("[1-9]\\d{0,4}")
            ? Integer.parseInt(columns)
            : terminal.width().orElse(USUAL);
    return Math.max(NARROWEST, width);
  }

  /// @param style of the text
  /// @param text any text
  /// @return the text as this look shows it
  public String paint(Style style, String text) {
    return style.paint(text, colour);
  }
}
