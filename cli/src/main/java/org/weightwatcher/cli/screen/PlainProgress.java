package org.weightwatcher.cli.screen;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.analysis.ProgressListener;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.layer.Layer;

/// Lines for logs: one every tenth of the work or every 30 seconds. Called by one thread at a time.
final class PlainProgress implements ProgressOutput {
  private static final double STEP = 0.1;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final PrintWriter err;
  private final ProgressText text;
  private final LongSupplier nanos;
  private final long start;
  private double nextShare = STEP;
  private long lastTime;

  /// @param err stderr
  /// @param glyphs which characters
  /// @param nanos a clock
  PlainProgress(PrintWriter err, Glyphs glyphs, LongSupplier nanos) {
    this.err = err;
    this.text = new ProgressText(glyphs);
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.lastTime = start;
  }

  @Override
  public void started(Layer layer) {
    text.started(layer);
  }

  @Override
  public void finished(LayerResult result, ProgressListener.Progress progress) {
    text.finished(result, progress);
    long now = nanos.getAsLong();
    if (text.share() < nextShare && now - lastTime < PAUSE.toNanos()) {
      return;
    }
    while (nextShare <= text.share()) {
      nextShare += STEP;
    }
    lastTime = now;
    err.print(text.line(Duration.ofNanos(now - start)) + "\n");
    err.flush();
  }

  @Override
  public void close() {}
}
