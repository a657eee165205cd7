package org.weightwatcher.cli.session;

import java.util.function.LongSupplier;
import org.weightwatcher.analysis.RunOptions;
import org.weightwatcher.cli.screen.ProgressOutput;
import org.weightwatcher.cli.terminal.ColorChoice;
import org.weightwatcher.cli.terminal.Console;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.error.WeightWatcherException;

/// One run of one command: the outside world and the options that all commands have.
///
/// @param console streams, environment, terminal
/// @param verbosity how much is told
/// @param color when there are colours
/// @param progress how progress is shown
/// @param run threads and memory
public record Session(
    Console console,
    Verbosity verbosity,
    ColorChoice color,
    ProgressOutput.Choice progress,
    RunOptions run) {

  /// @return how stdout is drawn
  public Look look() {
    return Look.ofStdout(console, color);
  }

  /// @return whether only errors are told
  public boolean quiet() {
    return verbosity == Verbosity.QUIET;
  }

  /// @param line told on stderr, unless only errors are wanted
  public void note(String line) {
    if (!quiet()) {
      console.note(line);
    }
  }

  /// @param text written to stdout with a line feed
  public void print(String text) {
    console.out().println(text);
  }

  /// @param error told on stderr
  /// @return how a run ends that it happens to
  public ExitCode report(WeightWatcherException error) {
    console.out().flush();
    return new ErrorReport(console, verbosity, color).known(error);
  }

  /// @return what shows progress; silent with `--quiet`
  public ProgressOutput openProgress() {
    LongSupplier clock = System::nanoTime;
    ProgressOutput.Choice choice = quiet() ? ProgressOutput.Choice.NONE : progress;
    return ProgressOutput.of(choice, console, look().width(), clock);
  }
}
