package org.weightwatcher.layer;

/// One tensor after the naming rules, before filters and size limits.
sealed interface Candidate {
  /// A layer with a matrix.
  record Found(Layer layer) implements Candidate {}

  /// No layer.
  record Skipped(SkippedTensor tensor) implements Candidate {}
}
