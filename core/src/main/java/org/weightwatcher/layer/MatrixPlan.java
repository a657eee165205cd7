package org.weightwatcher.layer;

import java.util.List;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// What becomes of a tensor: layers, or a reason why none.
sealed interface MatrixPlan {
  /// Layers.
  ///
  /// @param type of all of them
  /// @param parts at least one
  record Layers(LayerType type, List<Part> parts) implements MatrixPlan {}

  /// No layer.
  ///
  /// @param reason kind
  /// @param detail in words
  record Refused(SkipReason reason, String detail) implements MatrixPlan {}

  /// What one layer has of a tensor.
  ///
  /// @param suffix what the long name gets after a dot; empty for the whole tensor
  /// @param shape of that part
  /// @param kernel how its matrices are arranged; rank 0 for a single one
  /// @param matrices at least one, all of the same size
  record Part(String suffix, Shape shape, Shape kernel, List<MatrixView> matrices) {
    /// @param suffix what the long name gets after a dot
    /// @param view the matrix
    /// @return a part of one matrix
    static Part single(String suffix, MatrixView view) {
      return new Part(suffix, Shape.of(view.rows(), view.columns()), Shape.of(), List.of(view));
    }

    /// @return the longer side of each matrix
    long longSide() {
      return Math.max(matrices.getFirst().rows(), matrices.getFirst().columns());
    }

    /// @return the shorter side of each matrix
    long shortSide() {
      return Math.min(matrices.getFirst().rows(), matrices.getFirst().columns());
    }
  }

  /// @param type of the layer
  /// @param vector a tensor of one axis
  /// @return one layer with the vector as a matrix of one column
  static Layers column(LayerType type, Tensor vector) {
    MatrixView view =
        new MatrixView(
            vector.storage(),
            vector.dtype(),
            vector.shape().dim(0),
            1,
            vector.offset(),
            vector.stride(0),
            1);
    return new Layers(type, List.of(new Part("", vector.shape(), Shape.of(), List.of(view))));
  }

  /// @param type of the layer
  /// @param part all of the tensor
  /// @return one layer
  static Layers one(LayerType type, Part part) {
    return new Layers(type, List.of(part));
  }
}
