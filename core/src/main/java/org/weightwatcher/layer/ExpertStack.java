package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.weightwatcher.options.Experts;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// A tensor of three axes that holds the matrices of all experts, one behind the other.
final class ExpertStack {
  /// Most experts of one tensor; published models have hundreds.
  private static final long MAX = 4_096;

  private static final Set<String> STACKED =
      Set.of("gate_up_proj", "gate_proj", "up_proj", "down_proj", "w1", "w2", "w3");

  private ExpertStack() {}

  /// @param tensor what is known of it; it has three axes
  /// @return whether its name or class says that it is a stack
  static boolean is(Identity tensor) {
    String path = tensor.longname().toLowerCase(Locale.ROOT);
    return tensor.module().contains("experts")
        || path.contains("experts")
        || path.endsWith("_exps")
        || STACKED.contains(tensor.lastWord());
  }

  /// @param tensor experts x rows x columns
  /// @param experts how they are reported
  /// @return its layers
  static MatrixPlan plan(Tensor tensor, Experts experts) {
    Shape shape = tensor.shape();
    if (shape.dim(0) > MAX) {
      return new MatrixPlan.Refused(
          SkipReason.UNSUPPORTED_SHAPE,
          "unsupported shape: %s, a stack has at most %d experts".formatted(shape, MAX));
    }
    List<MatrixView> matrices = new ArrayList<>();
    for (long expert = 0; expert < shape.dim(0); expert++) {
      matrices.add(tensor.matrix(1, 2, expert, 0, 0));
    }
    List<MatrixPlan.Part> parts =
        switch (experts) {
          case POOLED -> List.of(new MatrixPlan.Part("", shape, Shape.of(shape.dim(0)), matrices));
          case FIRST -> List.of(MatrixPlan.Part.single("0", matrices.getFirst()));
          case SEPARATE -> separate(matrices);
        };
    return new MatrixPlan.Layers(LayerType.EXPERT, parts);
  }

  private static List<MatrixPlan.Part> separate(List<MatrixView> matrices) {
    List<MatrixPlan.Part> parts = new ArrayList<>();
    for (MatrixView matrix : matrices) {
      parts.add(MatrixPlan.Part.single(Integer.toString(parts.size()), matrix));
    }
    return parts;
  }
}
