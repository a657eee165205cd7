package org.weightwatcher.cli.terminal;

import java.util.OptionalInt;

/// What is known of the place where the output goes.
///
/// @param out whether stdout is a terminal
/// @param err whether stderr is a terminal
/// @param width columns of the terminal, where it says so
/// @param utf8 whether it shows UTF-8
public record Terminal(boolean out, boolean err, OptionalInt width, boolean utf8) {
  /// @return pipes that take UTF-8
  public static Terminal none() {
    return new Terminal(false, false, OptionalInt.empty(), true);
  }
}
