package org.weightwatcher.format.keras;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Classes of Keras with weights, and the variables of each in the order in which Keras 3 writes
/// them.
final class KnownClasses {
  private static final List<String> KERNEL = List.of("kernel", "bias");
  private static final List<String> SEPARABLE =
      List.of("depthwise_kernel", "pointwise_kernel", "bias");
  private static final List<String> RECURRENT = List.of("kernel", "recurrent_kernel", "bias");
  private static final List<String> NORM = List.of("gamma", "beta");

  private static final Map<String, List<String>> VARIABLES =
      Map.ofEntries(
          Map.entry("Dense", KERNEL),
          Map.entry("EinsumDense", KERNEL),
          Map.entry("Conv1D", KERNEL),
          Map.entry("Conv2D", KERNEL),
          Map.entry("Conv3D", KERNEL),
          Map.entry("Conv1DTranspose", KERNEL),
          Map.entry("Conv2DTranspose", KERNEL),
          Map.entry("Conv3DTranspose", KERNEL),
          Map.entry("DepthwiseConv1D", KERNEL),
          Map.entry("DepthwiseConv2D", KERNEL),
          Map.entry("SeparableConv1D", SEPARABLE),
          Map.entry("SeparableConv2D", SEPARABLE),
          Map.entry("Embedding", List.of("embeddings")),
          Map.entry("LSTM", RECURRENT),
          Map.entry("GRU", RECURRENT),
          Map.entry("SimpleRNN", RECURRENT),
          Map.entry("LSTMCell", RECURRENT),
          Map.entry("GRUCell", RECURRENT),
          Map.entry("SimpleRNNCell", RECURRENT),
          Map.entry("ConvLSTM1D", RECURRENT),
          Map.entry("ConvLSTM2D", RECURRENT),
          Map.entry("ConvLSTM3D", RECURRENT),
          Map.entry("CuDNNLSTM", RECURRENT),
          Map.entry("CuDNNGRU", RECURRENT),
          Map.entry(
              "BatchNormalization", List.of("gamma", "beta", "moving_mean", "moving_variance")),
          Map.entry("LayerNormalization", NORM),
          Map.entry("GroupNormalization", NORM),
          Map.entry("RMSNormalization", List.of("scale")),
          Map.entry("Normalization", List.of("mean", "variance", "count")),
          Map.entry("PReLU", List.of("alpha")));

  private static final Map<String, String> BY_SNAKE_CASE =
      VARIABLES.keySet().stream().collect(Collectors.toMap(SnakeCase::of, Function.identity()));

  private KnownClasses() {}

  /// The class whose default name a layer has; empty if there is none.
  static String ofDefaultName(String name) {
    return BY_SNAKE_CASE.getOrDefault(SnakeCase.withoutNumber(name), "");
  }

  /// The variables of a layer in order, those that it was configured without left out; empty for an
  /// unknown class.
  static List<String> variables(LayerConfig layer) {
    return VARIABLES.getOrDefault(layer.className(), List.of()).stream()
        .filter(role -> layer.scale() || !role.equals("gamma"))
        .filter(role -> layer.center() || !role.equals("beta"))
        .toList();
  }
}
