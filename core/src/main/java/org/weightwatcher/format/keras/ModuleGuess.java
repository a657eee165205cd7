package org.weightwatcher.format.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weightwatcher.format.hdf5.Hdf5Object;
import org.weightwatcher.tensor.Shape;

/// Tells the class of a layer from its variables where no configuration names it, as far as they
/// leave no doubt: a kernel of four axes may be a convolution or a transposed one.
///
/// @param variables shapes by role
record ModuleGuess(Map<String, Shape> variables) {
  private static final int MATRIX = 2;

  static ModuleGuess of(List<Weight> layer) {
    Map<String, Shape> variables = new HashMap<>();
    for (Weight weight : layer) {
      if (weight.found() instanceof Hdf5Object.Dataset dataset) {
        variables.putIfAbsent(weight.role(), dataset.shape());
      }
    }
    return new ModuleGuess(variables);
  }

  /// @param name name of the layer; Keras names layers after their class unless the user does
  /// @return the class; empty where it cannot be told
  String module(String name) {
    if (variables.containsKey("recurrent_kernel")) {
      return recurrent(variables.get("recurrent_kernel"));
    }
    if (variables.containsKey("embeddings")) {
      return "Embedding";
    }
    if (variables.containsKey("pointwise_kernel")) {
      return "SeparableConv" + (variables.get("pointwise_kernel").rank() - MATRIX) + "D";
    }
    if (variables.containsKey("depthwise_kernel")) {
      return "DepthwiseConv" + (variables.get("depthwise_kernel").rank() - MATRIX) + "D";
    }
    if (variables.containsKey("moving_mean")) {
      return "BatchNormalization";
    }
    return KnownClasses.ofDefaultName(name);
  }

  /// Four gates are an LSTM, three a GRU, one is a plain recurrent layer.
  private static String recurrent(Shape kernel) {
    if (kernel.rank() != MATRIX || kernel.dim(0) == 0) {
      return kernel.rank() == MATRIX + 2 ? "ConvLSTM2D" : "";
    }
    long gates = kernel.dim(1) % kernel.dim(0) == 0 ? kernel.dim(1) / kernel.dim(0) : 0;
    return switch ((int) Math.min(gates, Integer.MAX_VALUE)) {
      case 1 -> "SimpleRNN";
      case 3 -> "GRU";
      case 4 -> "LSTM";
      default -> "";
    };
  }
}
