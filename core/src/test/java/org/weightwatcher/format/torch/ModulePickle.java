package org.weightwatcher.format.torch;

import java.util.function.UnaryOperator;
import org.weightwatcher.format.pickle.PickleBuilder;

/// Writes pickled modules as PyTorch does: a new object and its state.
final class ModulePickle {
  private ModulePickle() {}

  /// An object of a class, with the state that is written inside.
  static PickleBuilder object(
      PickleBuilder pickle, String module, String name, UnaryOperator<PickleBuilder> state) {
    pickle.global(module, name).raw(")\u0081}(");
    return state.apply(pickle).raw("ub");
  }

  /// A dictionary under a key.
  static PickleBuilder section(
      PickleBuilder pickle, String key, UnaryOperator<PickleBuilder> items) {
    pickle.text(key).global("collections", "OrderedDict").raw(")R(");
    return items.apply(pickle).raw("u");
  }

  /// A 2 x 3 tensor of the storage 0 under a key.
  static PickleBuilder weight(PickleBuilder pickle, String key) {
    return pickle.text(key).tensor("FloatStorage", "0", 2, 3);
  }

  /// `torch.nn.Linear` with one parameter.
  static PickleBuilder linear(PickleBuilder pickle) {
    return object(
        pickle,
        "torch.nn.modules.linear",
        "Linear",
        state -> section(state, "_parameters", items -> weight(items, "weight")));
  }
}
