package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// The matrices of a tensor: itself for rank 2, one per kernel position for a convolution.
final class Slices {
  /// Most kernel positions of a convolution; a rank-4 mask of 2048 x 2048 positions is no kernel.
  private static final long KERNEL_MAX = 65_536;

  private Slices() {}

  /// @param shape of a tensor
  /// @return whether a rule says which matrices it has
  static boolean exist(Shape shape) {
    return shape.rank() == 2 || (shape.rank() == 4 && isKernel(shape));
  }

  /// @param shape of a tensor for which no rule exists
  /// @return the reason in words
  static String reasonAgainst(Shape shape) {
    return shape.rank() == 4
        ? "unsupported shape: %s, a kernel has at most %d positions".formatted(shape, KERNEL_MAX)
        : "unsupported shape: %s, tensors of %d dimensions are not analysed"
            .formatted(shape, shape.rank());
  }

  private static boolean isKernel(Shape shape) {
    return shape.dim(2) <= KERNEL_MAX
        && shape.dim(3) <= KERNEL_MAX
        && shape.dim(2) * shape.dim(3) <= KERNEL_MAX;
  }

  /// @param tensor rank 2, or rank 4 as out x in x height x width
  /// @return the matrices; of a convolution out x in each, row by row of the kernel
  static List<MatrixView> of(Tensor tensor) {
    if (tensor.shape().rank() == 2) {
      return List.of(tensor.matrix(0, 1, 0, 0));
    }
    List<MatrixView> slices = new ArrayList<>();
    for (long i = 0; i < tensor.shape().dim(2); i++) {
      for (long j = 0; j < tensor.shape().dim(3); j++) {
        slices.add(tensor.matrix(0, 1, 0, 0, i, j));
      }
    }
    return slices;
  }
}
