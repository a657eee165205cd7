package org.weightwatcher.cli.screen;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.analysis.ProgressListener.Progress;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.layer.Layer;

/// How far a run is, in words. Not thread-safe.
final class ProgressText {
  /// Before this share is done the time left would be a guess.
  private static final double KNOWN_FROM = 0.02;

  private final Glyphs glyphs;

  /// Layers that are worked on, the oldest first, with their sizes.
  private final Map<String, String> running = new LinkedHashMap<>();

  private Progress progress = new Progress(0, 0, 0, 0);

  ProgressText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  void started(Layer layer) {
    running.put(RowName.of(layer), layer.n() + glyphs.times() + layer.m());
  }

  void finished(LayerResult result, Progress now) {
    running.remove(RowName.of(result));
    progress = now;
  }

  /// @return share of the cost that is done, 0 to 1
  double share() {
    return progress.totalCost() > 0 ? progress.doneCost() / progress.totalCost() : 0;
  }

  /// @param elapsed since the start
  /// @return `[ 12/28] layers.1.mlp.gate_proj 2048×768 43 % 1.7 s left`
  String line(Duration elapsed) {
    String total = Integer.toString(progress.total());
    String done = Integer.toString(progress.done());
    String count = " ".repeat(Math.max(0, total.length() - done.length())) + done;
    String current =
        running.entrySet().stream()
            .findFirst()
            .map(layer -> " " + glyphs.text(layer.getKey()) + " " + layer.getValue())
            .orElse("");
    double share = share();
    // The first report comes with the first finished layer: before it the total is unknown.
    String head =
        progress.total() == 0
            ? "[…]".replace("…", glyphs.ellipsis())
            : "[%s/%s]".formatted(count, total);
    String left =
        share < KNOWN_FROM ? "" : "  %s left".formatted(Figures.time(remaining(elapsed, share)));
    return "%s%s  %.0f %%%s".formatted(head, current, 100 * share, left);
  }

  private static Duration remaining(Duration elapsed, double share) {
    return Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - share) / share));
  }
}
