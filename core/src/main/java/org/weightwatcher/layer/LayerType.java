package org.weightwatcher.layer;

import java.util.Optional;

/// Kinds of layers; the word is the one of results and of `--layers type:WORD`.
public enum LayerType {
  /// A fully connected layer.
  DENSE("dense"),
  /// A two-dimensional convolution.
  CONV2D("conv2d"),
  /// A table of vectors.
  EMBEDDING("embedding"),
  /// All layers as one matrix.
  STACKED("stacked"),
  /// A normalisation: no matrix.
  NORM("norm"),
  /// Anything else without a matrix: biases, buffers, counters.
  OTHER("other");

  private final String word;

  LayerType(String word) {
    this.word = word;
  }

  /// @return the word in results and filters
  public String word() {
    return word;
  }

  /// @param word a word of a filter
  /// @return the type, if there is one
  public static Optional<LayerType> ofWord(String word) {
    for (LayerType type : values()) {
      if (type.word.equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
