package org.weightwatcher.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.weightwatcher.cli.terminal.Console;
import org.weightwatcher.cli.terminal.Terminal;

/// Runs the command in this process.
public final class CliRunner {
  private final Map<String, String> environment = new HashMap<>();
  private Terminal terminal = Terminal.none();

  /// What a run left behind.
  public record Result(int code, String out, String err) {}

  public static Result ww(String... arguments) {
    return new CliRunner().run(arguments);
  }

  /// @return path of the example model
  public static String example() {
    return Path.of(System.getProperty("weightwatcher.root", "."), "examples", "chartransformer")
        .toString();
  }

  public CliRunner terminal(int width) {
    terminal = new Terminal(true, false, OptionalInt.of(width), true);
    return this;
  }

  public CliRunner ascii() {
    terminal = new Terminal(terminal.out(), terminal.err(), terminal.width(), false);
    return this;
  }

  public CliRunner env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(out, () -> out.toString(StandardCharsets.UTF_8), arguments);
  }

  /// Every write to stdout fails.
  public Result runBroken(String message, String... arguments) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        };
    return run(broken, () -> "", arguments);
  }

  private Result run(
      OutputStream out, java.util.function.Supplier<String> written, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Cli.run(arguments, Console.of(out, err, environment, terminal));
    return new Result(code, written.get(), err.toString(StandardCharsets.UTF_8));
  }
}
