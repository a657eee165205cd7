package org.weightwatcher.layer;

import java.util.Optional;
import java.util.Set;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// Tensors whose inputs or outputs are spread over several axes, such as heads: what they are as
/// one matrix, inputs x outputs.
final class HeadAxes {
  private static final Set<String> INTO_HEADS = Set.of("query", "key", "value");
  private static final Set<String> OUT_OF_HEADS = Set.of("out", "attention_output");

  private HeadAxes() {}

  /// @param tensor what is known of it
  /// @param shape of three axes or more
  /// @return whether it is such a tensor
  static boolean are(Identity tensor, Shape shape) {
    return tensor.leadingInputs() > 0
        || tensor.module().equals("einsumdense")
        || tensor.module().contains("attention")
        || (tensor.module().isEmpty()
            && shape.rank() == 3
            && tensor.role().equals("kernel")
            && isProjection(tensor));
  }

  private static boolean isProjection(Identity tensor) {
    return INTO_HEADS.contains(tensor.lastWord()) || OUT_OF_HEADS.contains(tensor.lastWord());
  }

  /// @param tensor what is known of it
  /// @return the type of its layer
  static LayerType type(Identity tensor) {
    return tensor.module().contains("attention") || isProjection(tensor)
        ? LayerType.ATTENTION
        : LayerType.DENSE;
  }

  /// @param known what is known of it
  /// @param tensor the tensor
  /// @return the matrix, or why there is none
  static MatrixPlan plan(Identity known, Tensor tensor) {
    Shape shape = tensor.shape();
    int inputs = known.leadingInputs();
    if (inputs == 0 && shape.rank() == 3 && isProjection(known)) {
      inputs = INTO_HEADS.contains(known.lastWord()) ? 1 : 2;
    }
    if (inputs <= 0 || inputs >= shape.rank()) {
      return new MatrixPlan.Refused(
          SkipReason.UNSUPPORTED_SHAPE,
          "unsupported shape: %s, the file does not say which axes are inputs".formatted(shape));
    }
    Optional<MatrixView> merged = merged(tensor, inputs);
    return merged.isPresent()
        ? MatrixPlan.one(type(known), MatrixPlan.Part.single("", merged.get()))
        : new MatrixPlan.Refused(
            SkipReason.UNSUPPORTED_SHAPE,
            "unsupported shape: %s, its elements lie in an order that is no matrix"
                .formatted(shape));
  }

  private static Optional<MatrixView> merged(Tensor tensor, int inputs) {
    int rank = tensor.shape().rank();
    if (!isOneAxis(tensor, 0, inputs) || !isOneAxis(tensor, inputs, rank)) {
      return Optional.empty();
    }
    return Optional.of(
        new MatrixView(
            tensor.storage(),
            tensor.dtype(),
            size(tensor, 0, inputs),
            size(tensor, inputs, rank),
            tensor.offset(),
            stride(tensor, 0, inputs),
            stride(tensor, inputs, rank)));
  }

  private static long size(Tensor tensor, int from, int to) {
    long size = 1;
    for (int axis = from; axis < to; axis++) {
      size = Math.multiplyExact(size, tensor.shape().dim(axis));
    }
    return size;
  }

  /// The stride of the innermost axis that has one; axes of size 1 are never stepped along.
  private static long stride(Tensor tensor, int from, int to) {
    for (int axis = to - 1; axis >= from; axis--) {
      if (tensor.shape().dim(axis) > 1) {
        return tensor.stride(axis);
      }
    }
    return 1;
  }

  private static boolean isOneAxis(Tensor tensor, int from, int to) {
    long expected = stride(tensor, from, to);
    for (int axis = to - 1; axis >= from; axis--) {
      long size = tensor.shape().dim(axis);
      if (size > 1 && tensor.stride(axis) != expected) {
        return false;
      }
      expected *= size;
    }
    return true;
  }
}
