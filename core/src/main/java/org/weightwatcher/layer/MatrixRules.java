package org.weightwatcher.layer;

import java.util.Locale;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Channels;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// Which matrices of a tensor are analysed: the rules of the formats page of the documentation, in
/// its order.
final class MatrixRules {
  /// Longest kernel of a convolution that no word of its name or class calls one.
  private static final long UNNAMED_KERNEL_MAX = 64;

  /// Longest side of a kernel whose axes are told from their sizes.
  private static final long LEADING_KERNEL_MAX = 16;

  private final Siblings siblings;
  private final AnalyzeOptions options;

  MatrixRules(Siblings siblings, AnalyzeOptions options) {
    this.siblings = siblings;
    this.options = options;
  }

  /// @param known what is known of it
  /// @param tensor of floating-point numbers, with two axes or more, none of them 0
  /// @return its layers, or why there is none
  MatrixPlan plan(Identity known, Tensor tensor) {
    Shape shape = tensor.shape();
    if (isFactor(known, shape)) {
      return new MatrixPlan.Refused(
          SkipReason.WEIGHT_NORM,
          "weight norm: the weight is %s times a length for each output, and not stored"
              .formatted("this tensor, scaled to length 1"));
    }
    if (shape.rank() == 2) {
      return matrix(known, tensor);
    }
    if (HeadAxes.are(known, shape)) {
      return HeadAxes.plan(known, tensor);
    }
    if (shape.rank() == 3 && !isConvolution(known) && ExpertStack.is(known)) {
      return ExpertStack.plan(tensor, options.layerSettings().experts());
    }
    return kernel(known, tensor);
  }

  /// Whether a tensor is the direction of a weight norm; its length stands beside it.
  private boolean isFactor(Identity known, Shape shape) {
    String name = known.tensorName();
    return switch (known.role()) {
      case "weight_v" -> hasLengths(name, "weight_v", "weight_g", shape);
      case "original1" -> hasLengths(name, "original1", "original0", shape);
      default -> false;
    };
  }

  private boolean hasLengths(String name, String role, String other, Shape shape) {
    return siblings
        .shape(name, role, other)
        .filter(lengths -> lengths.rank() == shape.rank() || lengths.rank() == 0)
        .isPresent();
  }

  private MatrixPlan matrix(Identity known, Tensor tensor) {
    MatrixView view = tensor.matrix(0, 1, 0, 0);
    boolean split = options.layerSettings().splitFused();
    Recurrent cell = Recurrent.of(known, tensor.shape(), siblings).orElse(null);
    LayerType type = cell == null ? typeOfMatrix(known, tensor.shape()) : cell.type();
    Fused fused =
        cell == null ? Fused.of(known, view) : new Fused(cell.gates(), cell.outputsLast());
    return split && !fused.names().isEmpty()
        ? new MatrixPlan.Layers(type, fused.parts(view))
        : MatrixPlan.one(type, MatrixPlan.Part.single("", view));
  }

  private static LayerType typeOfMatrix(Identity known, Shape shape) {
    String module = known.module();
    if (module.contains("embedding")) {
      return LayerType.EMBEDDING;
    }
    if (module.contains("attention") || known.role().equals("in_proj_weight")) {
      return LayerType.ATTENTION;
    }
    return module.contains("linear") || module.contains("dense")
        ? LayerType.DENSE
        : NameRules.typeOfMatrix(known.longname(), shape);
  }

  private MatrixPlan kernel(Identity known, Tensor tensor) {
    Shape shape = tensor.shape();
    boolean kernelFirst = kernelFirst(known, shape);
    Slices slices = new Slices(shape, kernelFirst);
    if (!slices.exist()) {
      return new MatrixPlan.Refused(SkipReason.UNSUPPORTED_SHAPE, slices.reasonAgainst());
    }
    long width = shape.dim(kernelFirst ? 0 : 2);
    if (shape.rank() == 3 && !isConvolution(known) && !looksLikeKernel(known, width)) {
      return new MatrixPlan.Refused(
          SkipReason.UNSUPPORTED_SHAPE,
          "unsupported shape: %s, nothing says that it is a convolution or a stack"
              .formatted(shape));
    }
    LayerType type =
        switch (shape.rank()) {
          case 3 -> LayerType.CONV1D;
          case 4 -> LayerType.CONV2D;
          default -> LayerType.CONV3D;
        };
    return MatrixPlan.one(type, new MatrixPlan.Part("", shape, slices.kernel(), slices.in(tensor)));
  }

  private static boolean isConvolution(Identity known) {
    String name = known.longname().toLowerCase(Locale.ROOT);
    return known.module().isEmpty()
        ? name.contains("conv") || name.contains("patch")
        : known.module().contains("conv");
  }

  private static boolean looksLikeKernel(Identity known, long width) {
    boolean main = known.role().startsWith("weight") || known.role().equals("kernel");
    return known.module().isEmpty() && main && width <= UNNAMED_KERNEL_MAX;
  }

  private boolean kernelFirst(Identity known, Shape shape) {
    return switch (options.matrices().channels()) {
      case Channels.FIRST -> true;
      case Channels.LAST -> false;
      case Channels.AUTO ->
          known.axes() == AxisOrder.OUTPUTS_LAST
              || (known.isKernelByName() && leadingAxesAreSmall(shape));
    };
  }

  private static boolean leadingAxesAreSmall(Shape shape) {
    int kernelAxes = shape.rank() - 2;
    for (int axis = 0; axis < kernelAxes; axis++) {
      if (shape.dim(axis) > LEADING_KERNEL_MAX) {
        return false;
      }
    }
    return shape.rank() > 3 || shape.dim(0) < Math.min(shape.dim(1), shape.dim(2));
  }
}
