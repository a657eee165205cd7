package org.weightwatcher.format.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.format.pickle.PickleValue;

/// Finds the weights among everything else that a training checkpoint keeps.
///
/// @param key path of the keys that led to the weights; empty for the root
/// @param leaves what is there, in order
record Checkpoint(String key, List<Leaf> leaves) {
  /// Keys that hold the weights of the one model, best first.
  private static final List<String> WRAPPERS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model",
          "module",
          "net",
          "network",
          "weights",
          "params",
          "params_ema",
          "ema_state_dict",
          "model_ema",
          "ema");

  /// Keys that hold the weights of one of several models.
  private static final List<String> COMPONENTS =
      List.of("generator", "discriminator", "encoder", "decoder");

  /// Keys that hold no weights of the model, though they may hold tensors.
  private static final Set<String> IGNORED =
      Set.of(
          "optimizer",
          "optimizers",
          "optimizer_states",
          "optimizer_state_dict",
          "lr_schedulers",
          "lr_scheduler",
          "scheduler",
          "callbacks",
          "loops",
          "scaler",
          "amp",
          "rng_state",
          "random_states",
          "hyper_parameters",
          "hparams_name",
          "args",
          "cfg",
          "config",
          "epoch",
          "global_step",
          "pytorch-lightning_version");

  /// A wrapper in a wrapper is common, more are not; the bound ends cycles.
  private static final int NESTING = 8;

  /// @param root the pickled object
  /// @param where for errors
  /// @return its weights; no leaves if there are none
  static Checkpoint of(PickleValue root, String where) {
    PickleValue value = root;
    List<String> path = new ArrayList<>();
    for (int i = 0; i < NESTING; i++) {
      Map<String, PickleValue> items = items(value);
      Optional<String> key = wrapper(value, items, where);
      if (key.isEmpty()) {
        return new Checkpoint(String.join(".", path), StateDict.leaves(value, IGNORED, where));
      }
      path.add(key.get());
      value = items.getOrDefault(key.get(), PickleValue.NONE);
    }
    return new Checkpoint(String.join(".", path), StateDict.leaves(value, IGNORED, where));
  }

  private static Map<String, PickleValue> items(PickleValue value) {
    Map<String, PickleValue> byKey = new HashMap<>();
    for (PickleValue.Item item : Values.dictionary(value).orElse(List.of())) {
      Values.text(item.key()).ifPresent(key -> byKey.put(key, item.value()));
    }
    return byKey;
  }

  /// The key to go on with; none where a tensor stands beside it, for that makes it a state dict.
  private static Optional<String> wrapper(
      PickleValue value, Map<String, PickleValue> items, String where) {
    if (items.values().stream().anyMatch(TensorReader::isTensor)) {
      return Optional.empty();
    }
    for (String key : WRAPPERS) {
      if (leads(items, key, where)) {
        return Optional.of(key);
      }
    }
    List<String> names =
        StateDict.leaves(value, IGNORED, where).stream()
            .filter(Leaf::holdsWeights)
            .map(Leaf::name)
            .toList();
    return COMPONENTS.stream()
        .filter(items::containsKey)
        .filter(key -> names.stream().allMatch(name -> name.startsWith(key + ".")))
        .filter(key -> !names.isEmpty())
        .findFirst();
  }

  private static boolean leads(Map<String, PickleValue> items, String key, String where) {
    PickleValue value = items.get(key);
    return value != null
        && StateDict.leaves(value, IGNORED, where).stream().anyMatch(Leaf::holdsWeights);
  }
}
