package org.weightwatcher.cli.terminal;

import java.util.Map;

/// When output is coloured.
public enum ColorChoice {
  /// On a terminal, unless the environment speaks against it.
  AUTO,
  /// In every case.
  ALWAYS,
  /// Not at all.
  NEVER;

  /// @param environment variables
  /// @param terminal whether the stream is a terminal
  /// @return whether it gets colours: `NO_COLOR` beats `CLICOLOR_FORCE` and `FORCE_COLOR`, these
  ///   beat what the stream is
  public boolean wanted(Map<String, String> environment, boolean terminal) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
          yield false;
        }
        yield forced(environment, "CLICOLOR_FORCE")
            || forced(environment, "FORCE_COLOR")
            || (terminal && !"dumb".equals(environment.get("TERM")));
      }
    };
  }

  private static boolean forced(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return !value.isEmpty() && !value.equals("0");
  }
}
