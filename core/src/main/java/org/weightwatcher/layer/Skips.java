package org.weightwatcher.layer;

import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Shape;

/// Makes the entries of tensors that are no layers.
final class Skips {
  private Skips() {}

  static Candidate noMatrix(String name, LayerType type, Shape shape) {
    boolean vector = shape.rank() == 2 && Math.min(shape.dim(0), shape.dim(1)) < 2;
    String detail = vector ? "no matrix: %s is a vector".formatted(shape) : "no matrix";
    return skipped(name, type, shape, SkipReason.NO_MATRIX, detail);
  }

  static Candidate unreadable(String name, StoredTensor.Unusable tensor) {
    // Its shape may be a lie, so its size is not told.
    return new Candidate.Skipped(
        new SkippedTensor(
            name,
            LayerType.OTHER,
            tensor.shape(),
            0,
            SkipReason.UNREADABLE,
            "unreadable: " + tensor.reason()));
  }

  static Candidate skipped(
      String name, LayerType type, Shape shape, SkipReason reason, String detail) {
    return new Candidate.Skipped(
        new SkippedTensor(name, type, shape, shape.elements(), reason, detail));
  }
}
