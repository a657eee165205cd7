package org.weightwatcher.cli.session;

import java.util.Optional;
import org.weightwatcher.cli.terminal.ColorChoice;
import org.weightwatcher.cli.terminal.Console;
import org.weightwatcher.cli.terminal.Style;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.error.WeightWatcherException;

/// Tells on stderr what went wrong: what, where, what to do.
///
/// @param console where
/// @param verbosity with codes, with stack traces
/// @param color when there are colours
public record ErrorReport(Console console, Verbosity verbosity, ColorChoice color) {

  /// @param error something that a user can understand
  /// @return how the run ends
  public ExitCode known(WeightWatcherException error) {
    console.note(label(error.code()) + Printable.of(String.valueOf(error.getMessage())));
    line("  in  ", error.location());
    line("  try ", error.hint());
    trace(error);
    return ExitCode.of(error.code());
  }

  /// @param error a bug
  /// @return how the run ends
  public ExitCode internal(Throwable error) {
    StackTraceElement[] stack = error.getStackTrace();
    console.note(paint("error: ") + "internal error: " + Printable.brief(error.toString()));
    if (stack.length > 0) {
      console.note("  in  " + stack[0]);
    }
    console.note(
        "  try "
            + (verbosity == Verbosity.DEBUG ? "" : "the same with -vv, and ")
            + "report this bug with the lines above and this one: "
            + VersionText.withoutLapack());
    trace(error);
    return ExitCode.INTERNAL;
  }

  /// @return how the run ends when Java has no memory left
  public ExitCode outOfMemory() {
    console.note(label(ErrorCode.E_MEMORY) + "Java has no memory left");
    console.note("  try fewer threads (-j 1), or fewer layers at a time (-l)");
    return ExitCode.LIMITS;
  }

  private void line(String label, Optional<String> text) {
    text.ifPresent(it -> console.note(label + Printable.of(it)));
  }

  private String label(ErrorCode code) {
    boolean withCode = verbosity.compareTo(Verbosity.VERBOSE) >= 0;
    return paint(withCode ? "error[%s]: ".formatted(code) : "error: ");
  }

  private String paint(String text) {
    return Style.BAD.paint(text, color.wanted(console.environment(), console.terminal().err()));
  }

  private void trace(Throwable error) {
    if (verbosity == Verbosity.DEBUG) {
      error.printStackTrace(console.err());
      console.err().flush();
    }
  }
}
