package org.weightwatcher.layer;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.tensor.MatrixView;

/// Several matrices of equal size that are stored as one, side by side along the outputs.
///
/// @param names of the parts in their order; empty for a matrix that is no such one
/// @param outputsLast whether the parts are blocks of columns, not of rows
record Fused(List<String> names, boolean outputsLast) {
  private static final Set<String> QUERY_KEY_VALUE =
      Set.of("in_proj_weight", "qkv_proj", "wqkv", "c_attn");
  private static final List<String> ATTENTION_PARTS = List.of("q", "k", "v");
  private static final List<String> GATED_PARTS = List.of("gate", "up");

  /// @param tensor what is known of it
  /// @param view the matrix
  /// @return how it is divided; without the configuration of the model only what the shape alone
  ///   makes sure
  static Fused of(Identity tensor, MatrixView view) {
    // The layer of that name in the GPT-2 family is a matrix of inputs x outputs, also in PyTorch.
    boolean last = tensor.module().equals("conv1d") || outputsLast(tensor, view);
    long outputs = last ? view.columns() : view.rows();
    long inputs = last ? view.rows() : view.columns();
    if (QUERY_KEY_VALUE.contains(tensor.lastWord())) {
      // With fewer heads of keys than of queries the parts differ, and only the configuration says
      // how. Three times the inputs are taken for three equal parts.
      return new Fused(outputs == 3 * inputs ? ATTENTION_PARTS : List.of(), last);
    }
    boolean gated = tensor.lastWord().equals("gate_up_proj") && outputs % 2 == 0;
    return new Fused(gated ? GATED_PARTS : List.of(), last);
  }

  private static boolean outputsLast(Identity tensor, MatrixView view) {
    return switch (tensor.axes()) {
      case AxisOrder.OUTPUTS_LAST -> true;
      case AxisOrder.OUTPUTS_FIRST -> false;
      case AxisOrder.UNKNOWN ->
          tensor.isKernelByName()
              || (tensor.lastWord().equals("c_attn") && view.columns() == 3 * view.rows());
    };
  }

  /// @param view the stored matrix
  /// @return its parts
  List<MatrixPlan.Part> parts(MatrixView view) {
    MatrixView byOutputs = outputsLast ? view.transposed() : view;
    long rows = byOutputs.rows() / names.size();
    return IntStream.range(0, names.size())
        .mapToObj(i -> {
          MatrixView block = byOutputs.rowBlock(i * rows, rows);
          return MatrixPlan.Part.single(names.get(i), outputsLast ? block.transposed() : block);
        })
        .toList();
  }
}
