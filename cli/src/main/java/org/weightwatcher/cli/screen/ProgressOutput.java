package org.weightwatcher.cli.screen;

import java.util.function.LongSupplier;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.analysis.ProgressListener;
import org.weightwatcher.cli.terminal.Console;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.layer.Layer;

/// Shows on stderr how a run goes; close it before anything else is written there.
public interface ProgressOutput extends ProgressListener, AutoCloseable {
  @Override
  void close();

  /// What `--progress` may be.
  enum Choice {
    /// A line that changes, on a terminal; else nothing.
    AUTO,
    /// Lines for a log.
    PLAIN,
    /// Nothing.
    NONE
  }

  /// @param choice the user's choice
  /// @param console where stderr leads
  /// @param width columns of the terminal
  /// @param nanos a clock
  /// @return what shows the progress
  static ProgressOutput of(Choice choice, Console console, int width, LongSupplier nanos) {
    Glyphs glyphs = console.terminal().utf8() ? Glyphs.UNICODE : Glyphs.ASCII;
    boolean dumb = "dumb".equals(console.environment().get("TERM"));
    return switch (choice) {
      case NONE -> new Silent();
      case PLAIN -> new PlainProgress(console.err(), glyphs, nanos);
      case AUTO ->
          console.terminal().err() && !dumb
              ? new LiveProgress(
                      console.err(), glyphs, width == Look.UNLIMITED ? 100 : width, nanos)
                  .start()
              : new Silent();
    };
  }

  /// Shows nothing.
  final class Silent implements ProgressOutput {
    @Override
    public void started(Layer layer) {}

    @Override
    public void finished(LayerResult result, Progress progress) {}

    @Override
    public void close() {}
  }
}
