package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// The matrices of a tensor: itself for rank 2, one per kernel position for a convolution of one to
/// three dimensions.
///
/// @param shape of the tensor
/// @param kernelFirst whether the kernel positions are the first axes of a convolution, as in
///   Keras: height x width x in x out; else the last, as in PyTorch: out x in x height x width
record Slices(Shape shape, boolean kernelFirst) {
  /// Most kernel positions of a convolution; a rank-4 mask of 2048 x 2048 positions is no kernel.
  private static final long KERNEL_MAX = 65_536;

  private static final int RANK_MAX = 5;

  /// @return whether the shape can be that of a matrix or of a kernel
  boolean exist() {
    return shape.rank() >= 2 && shape.rank() <= RANK_MAX && positions() <= KERNEL_MAX;
  }

  /// @return where it cannot, the reason in words
  String reasonAgainst() {
    return shape.rank() > 2 && shape.rank() <= RANK_MAX
        ? "unsupported shape: %s, a kernel has at most %d positions".formatted(shape, KERNEL_MAX)
        : "unsupported shape: %s, tensors of %d dimensions are not analysed"
            .formatted(shape, shape.rank());
  }

  /// The number of positions; above the limit any number above it, so that nothing overflows.
  private long positions() {
    long count = 1;
    for (long axis : kernelAxes()) {
      count = axis > KERNEL_MAX || count > KERNEL_MAX ? KERNEL_MAX + 1 : count * axis;
    }
    return count;
  }

  /// @return the axes of the kernel; rank 0 for a single matrix
  Shape kernel() {
    return Shape.of(kernelAxes());
  }

  private long[] kernelAxes() {
    int first = kernelFirst ? 0 : 2;
    return Arrays.copyOfRange(shape.toArray(), first, first + shape.rank() - 2);
  }

  private int rowAxis() {
    return kernelFirst ? shape.rank() - 2 : 0;
  }

  /// @param tensor of this shape
  /// @return the matrices; of a convolution in the order of the kernel's axes, the last one fastest
  List<MatrixView> in(Tensor tensor) {
    long[] fixed = new long[shape.rank()];
    long[] axes = kernelAxes();
    int firstAxis = kernelFirst ? 0 : 2;
    List<MatrixView> slices = new ArrayList<>();
    for (long position = 0; position < positions(); position++) {
      long left = position;
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        fixed[firstAxis + axis] = left % axes[axis];
        left /= axes[axis];
      }
      slices.add(tensor.matrix(rowAxis(), rowAxis() + 1, fixed));
    }
    return slices;
  }
}
