package org.weightwatcher.cli.terminal;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The outside world of one run of the command: streams, environment, terminal.
///
/// @param out data
/// @param err everything else
/// @param environment variables
/// @param terminal where the streams lead
public record Console(
    StandardOutput out, PrintWriter err, Map<String, String> environment, Terminal terminal) {
  /// Copies the map.
  public Console {
    environment = Map.copyOf(environment);
  }

  /// @param out data
  /// @param err everything else
  /// @param environment variables
  /// @param terminal where the streams lead
  /// @return a console that writes UTF-8 to both
  public static Console of(
      OutputStream out, OutputStream err, Map<String, String> environment, Terminal terminal) {
    return new Console(
        new StandardOutput(out),
        new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true),
        environment,
        terminal);
  }

  /// @param line written to stderr with a line feed on every system
  public void note(String line) {
    err.print(line + "\n");
    err.flush();
  }
}
