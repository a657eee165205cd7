package org.weightwatcher.format.keras;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.Fingerprint;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.hdf5.Hdf5Object;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// Turns the weights that a layout found into tensors with all that the file says about them.
///
/// @param part the file that holds them
/// @param weights in order
record Assembly(String part, List<Weight> weights) {
  private static final int MATRIX = 2;

  List<StoredTensor> tensors() {
    Map<String, List<Weight>> layers = new LinkedHashMap<>();
    for (Weight weight : weights) {
      layers.computeIfAbsent(weight.layer(), _ -> new ArrayList<>()).add(weight);
    }
    Map<String, ModuleGuess> guesses = new LinkedHashMap<>();
    layers.forEach((layer, own) -> guesses.put(layer, ModuleGuess.of(own)));
    ModuleGuess none = ModuleGuess.of(List.of());
    return weights.stream()
        .map(weight -> divided(weight, layers.getOrDefault(weight.layer(), List.of())))
        .map(weight -> stored(weight, guesses.getOrDefault(weight.layer(), none)))
        .toList();
  }

  /// A quantized kernel as the numbers that it stands for, where that is known.
  private static Weight divided(Weight weight, List<Weight> layer) {
    return Int8Kernel.of(weight, layer)
        .map(numbers ->
            new Weight(weight.path(), weight.layer(), weight.role(), weight.config(), numbers))
        .orElse(weight);
  }

  private StoredTensor stored(Weight weight, ModuleGuess guess) {
    return switch (weight.found()) {
      case Hdf5Object.Unreadable(Shape shape, ErrorCode code, String reason) ->
          new StoredTensor.Unusable(weight.path(), shape, part, code, reason);
      case Hdf5Object.Dataset dataset when isPacked(weight, dataset) ->
          new StoredTensor.Unusable(
              weight.path(),
              dataset.shape(),
              part,
              ErrorCode.E_UNSUPPORTED,
              "quantized Keras layer (%s)".formatted(weight.config().quantization()));
      case Hdf5Object.Dataset dataset ->
          new StoredTensor.Usable(
              dataset.tensor(weight.path()), part, declared(weight, dataset.shape(), guess));
      default ->
          new StoredTensor.Unusable(
              weight.path(),
              Shape.of(),
              part,
              ErrorCode.E_MALFORMED,
              "a group stands where the elements of a weight are expected");
    };
  }

  /// Codes of a quantized layer mean nothing without the scales that are stored beside them.
  private static boolean isPacked(Weight weight, Hdf5Object.Dataset dataset) {
    return !weight.config().quantization().isEmpty()
        && dataset.dtype().kind() == DType.Kind.INTEGER
        && dataset.shape().rank() > 1;
  }

  private static Declared declared(Weight weight, Shape shape, ModuleGuess guess) {
    String name = Naming.last(weight.layer());
    String module = weight.config().className();
    int leading = 0;
    if (shape.rank() > MATRIX) {
      leading =
          module.equals("EinsumDense")
              ? Einsum.leadingInputs(weight.config().equation(), shape.rank())
              : Einsum.ofAttention(name, shape.rank());
    }
    if (module.isEmpty()) {
      module = leading > 0 ? "EinsumDense" : guess.module(name);
    }
    return new Declared(weight.layer(), module, weight.role(), AxisOrder.OUTPUTS_LAST, leading);
  }

  /// What stands for the file's own description of its tensors, which is spread over the file.
  static String fingerprint(List<StoredTensor> tensors) {
    MessageDigest digest = Fingerprint.digest();
    for (StoredTensor stored : tensors) {
      String line =
          switch (stored) {
            case StoredTensor.Usable usable -> usable.tensor() + " " + place(usable.tensor());
            case StoredTensor.Unusable unusable -> unusable.name() + " " + unusable.reason();
          };
      digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String place(Tensor tensor) {
    return tensor.storage().offset() + " " + tensor.storage().length();
  }
}
