package org.weightwatcher.cli.screen;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.analysis.ProgressListener;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.cli.terminal.NameShortener;
import org.weightwatcher.layer.Layer;

/// One line on a terminal that is drawn again and again, and erased at the end. It appears after a
/// second. Thread-safe; a daemon thread of its own draws.
final class LiveProgress implements ProgressOutput {
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(125);
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final ProgressText text;
  private final Glyphs glyphs;
  private final int width;
  private final LongSupplier nanos;
  private final long start;
  private final Thread drawer = Thread.ofPlatform().daemon().name("progress").unstarted(this::loop);
  private boolean drawn;

  /// @param err stderr
  /// @param glyphs which characters
  /// @param width columns of the terminal
  /// @param nanos a clock
  LiveProgress(PrintWriter err, Glyphs glyphs, int width, LongSupplier nanos) {
    this.err = err;
    this.text = new ProgressText(glyphs);
    this.glyphs = glyphs;
    this.width = width;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /// Starts to draw.
  ///
  /// @return this
  LiveProgress start() {
    drawer.start();
    return this;
  }

  @Override
  public synchronized void started(Layer layer) {
    text.started(layer);
  }

  @Override
  public synchronized void finished(LayerResult result, ProgressListener.Progress progress) {
    text.finished(result, progress);
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(PAUSE);
        draw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// Draws the line if its time has come.
  synchronized void draw() {
    Duration elapsed = Duration.ofNanos(nanos.getAsLong() - start);
    if (elapsed.compareTo(QUIET) < 0 || Thread.currentThread().isInterrupted()) {
      return;
    }
    // A line of full width would wrap on some terminals and could not be erased.
    err.print(ERASE + NameShortener.shorten(text.line(elapsed), width - 1, glyphs.ellipsis()));
    err.flush();
    drawn = true;
  }

  @Override
  public void close() {
    drawer.interrupt();
    synchronized (this) {
      if (drawn) {
        err.print(ERASE);
        err.flush();
      }
    }
  }
}
