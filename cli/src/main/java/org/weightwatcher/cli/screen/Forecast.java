package org.weightwatcher.cli.screen;

import java.time.Duration;
import java.util.List;
import org.weightwatcher.analysis.ByteSize;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.layer.Layer;

/// A rough idea of what an analysis would take.
final class Forecast {
  /// `N·M²` that one thread does in a second with a native library, eigenvalues included: seen with
  /// matrices of 3000 x 2500 on two busy processors.
  private static final double COST_PER_SECOND = 3e9;

  private Forecast() {}

  static String of(DescribeScreen.Described what) {
    List<Layer> layers = what.plan().order();
    long sliced = layers.stream().filter(layer -> layer.sliceId().isPresent()).count();
    int tensors = what.layers().layers().size() + what.layers().skipped().size();
    // A convolution without pooling is many rows but one tensor.
    String count =
        sliced > 0
            ? "would analyze %d slices of layers".formatted(layers.size())
            : "would analyze %d of %d tensors".formatted(layers.size(), tensors);
    if (layers.isEmpty()) {
      return count;
    }
    int threads = what.plan().threads();
    double cost = layers.stream().mapToDouble(Layer::cost).sum();
    double largest = layers.stream().mapToDouble(Layer::cost).max().orElse(0);
    double seconds = Math.max(cost / threads, largest) / COST_PER_SECOND;
    long memory = what.plan().perTask() * threads;
    return "%s: %s with %d thread%s, at most %s for matrices"
        .formatted(count, about(seconds), threads, threads == 1 ? "" : "s", ByteSize.text(memory));
  }

  private static String about(double seconds) {
    return seconds < 1
        ? "about a second"
        : "about " + Figures.time(Duration.ofSeconds(Math.round(seconds)));
  }
}
