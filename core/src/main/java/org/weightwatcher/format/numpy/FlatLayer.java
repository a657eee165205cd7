package org.weightwatcher.format.numpy;

import java.util.Locale;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;

/// One layer of a folder of arrays, as its description says.
///
/// @param id number of the layer
/// @param type word of the reference, such as `dense`; empty where the description has none
/// @param longname full name
/// @param weightFile name of the array of the weights; empty where there are none
/// @param biasFile name of the array of the biases; empty where there are none
record FlatLayer(int id, String type, String longname, String weightFile, String biasFile) {

  /// @param role what the tensor is to the layer; empty for the weights
  Declared declared(String role) {
    return new Declared(longname, module(), role, AxisOrder.OUTPUTS_FIRST, 0);
  }

  private String module() {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "dense" -> "Linear";
      case "conv1d" -> "Conv1d";
      case "conv2d" -> "Conv2d";
      case "embedding" -> "Embedding";
      case "norm" -> "LayerNorm";
      default -> "";
    };
  }
}
