package org.weightwatcher.layer;

import java.util.Locale;
import java.util.Optional;
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
    Optional<MatrixPlan> factor = factor(known, shape);
    if (factor.isPresent()) {
      return factor.get();
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

  /// What a weight norm stores: a tensor of directions and one of lengths.
  private Optional<MatrixPlan> factor(Identity known, Shape shape) {
    String name = known.tensorName();
    return switch (known.role()) {
      case "weight_v" -> directions(siblings.shape(name, "weight_v", "weight_g"), shape);
      case "original1" -> directions(siblings.shape(name, "original1", "original0"), shape);
      case "weight_g" -> lengths(siblings.shape(name, "weight_g", "weight_v"), shape);
      case "original0" -> lengths(siblings.shape(name, "original0", "original1"), shape);
      default -> Optional.empty();
    };
  }

  private static Optional<MatrixPlan> directions(Optional<Shape> lengths, Shape shape) {
    return lengths
        .filter(found -> areLengths(found, shape))
        .map(found ->
            new MatrixPlan.Refused(
                SkipReason.WEIGHT_NORM,
                "weight norm: the weight is this tensor, scaled to length 1, times a length"
                    + " for each output, and not stored"));
  }

  private static Optional<MatrixPlan> lengths(Optional<Shape> directions, Shape shape) {
    return directions
        .filter(found -> areLengths(shape, found))
        .map(found ->
            new MatrixPlan.Refused(
                SkipReason.WEIGHT_NORM, "weight norm: the lengths of another tensor"));
  }

  /// One length for each index along one axis, or one for all.
  private static boolean areLengths(Shape lengths, Shape directions) {
    if (lengths.rank() == 0) {
      return true;
    }
    boolean sameRank = lengths.rank() == directions.rank();
    int kept = 0;
    for (int axis = 0; sameRank && axis < lengths.rank(); axis++) {
      kept += lengths.dim(axis) > 1 ? 1 : 0;
      sameRank = lengths.dim(axis) == 1 || lengths.dim(axis) == directions.dim(axis);
    }
    return sameRank && kept <= 1;
  }

  private MatrixPlan matrix(Identity known, Tensor tensor) {
    MatrixView view = tensor.matrix(0, 1, 0, 0);
    boolean split = options.layerSettings().splitFused();
    Optional<Recurrent> cell = Recurrent.of(known, tensor.shape(), siblings);
    LayerType type = cell.map(Recurrent::type).orElseGet(() -> typeOfMatrix(known, tensor.shape()));
    Fused fused =
        cell.map(gates -> new Fused(gates.gates(), gates.outputsLast()))
            .orElseGet(() -> Fused.of(known, view));
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
