package org.weightwatcher.layer;

import java.util.Optional;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.LayerFilter;

/// Applies the size limits and the user's filter to a layer.
///
/// Reference: `weightwatcher.py`, `layer_supported` and `apply_filters`.
final class LayerSelector {
  private final AnalyzeOptions options;

  LayerSelector(AnalyzeOptions options) {
    this.options = options;
  }

  /// @param layer a layer with a matrix
  /// @return why it is left out; empty if it is analysed
  Optional<SkippedTensor> reject(Layer layer) {
    long evals = layer.plannedEvals();
    // A norm is listed although it has one singular value.
    boolean sized = layer.type() != LayerType.NORM;
    if (sized && options.minEvals() > 0 && evals < options.minEvals()) {
      return skip(
          layer,
          SkipReason.TOO_SMALL,
          "too small: %d < min-evals %d%s".formatted(evals, options.minEvals(), vectors(layer)));
    }
    if (options.maxEvals().isPresent() && evals > options.maxEvals().getAsInt()) {
      return skip(
          layer,
          SkipReason.TOO_LARGE,
          "too large: %d > max-evals %d".formatted(evals, options.maxEvals().getAsInt()));
    }
    if (options.maxN().isPresent() && layer.n() > options.maxN().getAsInt()) {
      return skip(
          layer,
          SkipReason.TOO_LARGE,
          "too large: %d > max-n %d".formatted(layer.n(), options.maxN().getAsInt()));
    }
    LayerFilter.Candidate known =
        new LayerFilter.Candidate(layer.id(), layer.name(), layer.longname(), layer.type().word());
    return options.layers().keeps(known)
        ? Optional.empty()
        : skip(layer, SkipReason.FILTERED, "filtered");
  }

  private static String vectors(Layer layer) {
    return layer.shortSide() == 1 && layer.rf() > 1
        ? ", its %d matrices are vectors: depthwise, or of one channel".formatted(layer.rf())
        : "";
  }

  private static Optional<SkippedTensor> skip(Layer layer, SkipReason reason, String detail) {
    return Optional.of(SkippedTensor.of(layer, reason, detail));
  }
}
