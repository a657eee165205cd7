package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.options.Channels;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// The matrices of a tensor: itself for rank 2, one per kernel position for a convolution.
///
/// @param shape of the tensor
/// @param kernelFirst whether the kernel positions are the first axes of a convolution, as in
///   Keras: height x width x in x out; else the last, as in PyTorch: out x in x height x width
record Slices(Shape shape, boolean kernelFirst) {
  /// Most kernel positions of a convolution; a rank-4 mask of 2048 x 2048 positions is no kernel.
  private static final long KERNEL_MAX = 65_536;

  /// @param shape of a tensor
  /// @param declared what the file says about the order of its axes
  /// @param channels what the user says about it
  /// @return its matrices
  static Slices of(Shape shape, AxisOrder declared, Channels channels) {
    return new Slices(
        shape,
        switch (channels) {
          case FIRST -> true;
          case LAST -> false;
          case AUTO -> declared == AxisOrder.OUTPUTS_LAST;
        });
  }

  /// @return whether a rule says which matrices there are
  boolean exist() {
    return shape.rank() == 2 || (shape.rank() == 4 && isKernel());
  }

  /// @return where no rule exists, the reason in words
  String reasonAgainst() {
    return shape.rank() == 4
        ? "unsupported shape: %s, a kernel has at most %d positions".formatted(shape, KERNEL_MAX)
        : "unsupported shape: %s, tensors of %d dimensions are not analysed"
            .formatted(shape, shape.rank());
  }

  private boolean isKernel() {
    return height() <= KERNEL_MAX && width() <= KERNEL_MAX && height() * width() <= KERNEL_MAX;
  }

  private long height() {
    return shape.dim(kernelFirst ? 0 : 2);
  }

  private long width() {
    return shape.dim(kernelFirst ? 1 : 3);
  }

  /// @return the axes of the kernel; rank 0 for a single matrix
  Shape kernel() {
    return shape.rank() == 2 ? Shape.of() : Shape.of(height(), width());
  }

  /// @return the longer side of each matrix
  long longSide() {
    return Math.max(rows(), columns());
  }

  /// @return the shorter side of each matrix
  long shortSide() {
    return Math.min(rows(), columns());
  }

  private long rows() {
    return shape.dim(firstOfMatrix());
  }

  private long columns() {
    return shape.dim(firstOfMatrix() + 1);
  }

  private int firstOfMatrix() {
    return shape.rank() == 4 && kernelFirst ? 2 : 0;
  }

  /// @param tensor of this shape
  /// @return the matrices; of a convolution row by row of the kernel
  List<MatrixView> in(Tensor tensor) {
    if (shape.rank() == 2) {
      return List.of(tensor.matrix(0, 1, 0, 0));
    }
    List<MatrixView> slices = new ArrayList<>();
    for (long i = 0; i < height(); i++) {
      for (long j = 0; j < width(); j++) {
        slices.add(kernelFirst ? tensor.matrix(2, 3, i, j, 0, 0) : tensor.matrix(0, 1, 0, 0, i, j));
      }
    }
    return slices;
  }
}
