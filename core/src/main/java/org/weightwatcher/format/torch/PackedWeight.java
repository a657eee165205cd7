package org.weightwatcher.format.torch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.format.pickle.PickleValue;

/// The weight among the packed parameters of a quantized layer: a tuple or list, sometimes of
/// lists, with a version, numbers of the layer, the weight and the bias.
final class PackedWeight {
  /// A layer has a dozen values at most; more are not looked at.
  private static final int VALUES_MAX = 100;

  /// Only a weight has as many dimensions.
  private static final int RANK_MIN = 2;

  private PackedWeight() {}

  /// @param packed the object that the backend made
  /// @return the first quantized tensor with two dimensions or more
  static Optional<PickleValue.Instance> of(PickleValue.Instance packed) {
    Deque<PickleValue> pending = new ArrayDeque<>(List.of(packed.state()));
    for (int seen = 0; seen < VALUES_MAX && !pending.isEmpty(); seen++) {
      PickleValue value = pending.pop();
      if (value instanceof PickleValue.Instance object && isWeight(object)) {
        return Optional.of(object);
      }
      List<PickleValue> items = Values.sequence(value).orElse(List.of());
      for (int i = Math.min(items.size(), VALUES_MAX) - 1; i >= 0; i--) {
        pending.push(items.get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean isWeight(PickleValue.Instance object) {
    return Values.path(object).equals("torch._utils._rebuild_qtensor")
        && new Arguments("", object.arguments()).sizeIfAny(2).rank() >= RANK_MIN;
  }
}
