package org.weightwatcher.layer;

import java.util.Optional;

/// Kinds of layers; the word is the one of results and of `--layers type:WORD`.
public enum LayerType {
  /// A fully connected layer.
  DENSE("dense"),
  /// A one-dimensional convolution.
  CONV1D("conv1d"),
  /// A two-dimensional convolution.
  CONV2D("conv2d"),
  /// A three-dimensional convolution.
  CONV3D("conv3d"),
  /// A table of vectors.
  EMBEDDING("embedding"),
  /// All gates of a long short-term memory, of its input or of its state.
  LSTM("lstm"),
  /// All gates of a gated recurrent unit, of its input or of its state.
  GRU("gru"),
  /// A recurrent layer without gates.
  RNN("rnn"),
  /// A projection that belongs to an attention itself, not to a layer inside it.
  ATTENTION("attention"),
  /// One matrix of a stack, or all of them: a mixture of experts.
  EXPERT("expert"),
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
