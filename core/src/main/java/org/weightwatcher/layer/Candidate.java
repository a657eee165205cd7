package org.weightwatcher.layer;

import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Shape;

/// One tensor, or a part of one, after the naming rules, before filters and size limits.
sealed interface Candidate {
  /// A layer with a matrix.
  record Found(Layer layer) implements Candidate {}

  /// No layer.
  record Skipped(SkippedTensor tensor) implements Candidate {}

  /// @param name what is shown
  /// @param type norm or other
  /// @param shape of the tensor
  /// @return a tensor that is no layer by its role or shape
  static Candidate noMatrix(String name, LayerType type, Shape shape) {
    boolean vector = shape.rank() == 2 && Math.min(shape.dim(0), shape.dim(1)) < 2;
    String detail = vector ? "no matrix: %s is a vector".formatted(shape) : "no matrix";
    return skipped(name, type, shape, SkipReason.NO_MATRIX, detail);
  }

  /// @param name what is shown
  /// @param tensor one that its reader refused
  /// @return its entry
  static Candidate unreadable(String name, StoredTensor.Unusable tensor) {
    // Its shape may be a lie, so its size is not told.
    return new Skipped(
        new SkippedTensor(
            name,
            LayerType.OTHER,
            tensor.shape(),
            0,
            SkipReason.UNREADABLE,
            "unreadable: " + tensor.reason()));
  }

  /// @param name what is shown
  /// @param type kind
  /// @param shape of the tensor
  /// @param reason why
  /// @param detail in words
  /// @return a tensor that is no layer
  static Candidate skipped(
      String name, LayerType type, Shape shape, SkipReason reason, String detail) {
    return new Skipped(new SkippedTensor(name, type, shape, shape.elements(), reason, detail));
  }
}
