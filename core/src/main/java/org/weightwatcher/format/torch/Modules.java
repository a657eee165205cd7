package org.weightwatcher.format.torch;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightwatcher.format.pickle.PickleValue;

/// The parts of pickled modules that may hold weights.
///
/// ```text
/// torch.nn.Module  state: dictionary with _parameters, _buffers and _modules, in this order
/// TorchScript      object of a class __torch__.…, state: dictionary of attributes, or a tuple
/// ```
///
/// Many objects may share one state, so what a state means is found once. Not safe for use by
/// several threads.
final class Modules {
  private static final String SCRIPT = "__torch__.";
  private static final String PACKED = "__torch__.torch.classes.quantized.";
  private static final String HIDDEN = "_non_persistent_buffers_set";

  private final IdentityHashMap<PickleValue, List<Section>> sections = new IdentityHashMap<>();

  /// A container of named tensors or modules, the names being those of the module itself.
  ///
  /// @param content a dictionary, or a tuple
  /// @param hidden names that are no part of the model
  record Section(PickleValue content, Set<String> hidden) {}

  /// @param object any instance
  /// @return whether its sections hold what it is made of
  boolean isModule(PickleValue.Instance object) {
    return isScript(object) || !sections(object).isEmpty();
  }

  /// @param object any instance
  /// @return whether it is an object of TorchScript, whose state holds what it is made of
  static boolean isScript(PickleValue.Instance object) {
    return Values.path(object).startsWith(SCRIPT);
  }

  /// @param object any instance
  /// @return whether it is a quantized layer's parameters in the form of the backend
  static boolean isPacked(PickleValue.Instance object) {
    return Values.path(object).startsWith(PACKED);
  }

  /// @param object any instance
  /// @return in the order of the model's own state dict; empty for what is no `torch.nn.Module`
  List<Section> sections(PickleValue.Instance object) {
    return isScript(object) ? List.of() : sections.computeIfAbsent(state(object), Modules::ofState);
  }

  /// What makes two modules one: they are copies of each other when they share it.
  ///
  /// @param object any instance
  /// @return its state
  static PickleValue state(PickleValue.Instance object) {
    // Classes with slots have a pair of dictionaries.
    return object.state() instanceof PickleValue.Tuple pair
            && pair.items().size() == 2
            && pair.items().getFirst() instanceof PickleValue.Dict attributes
            && !isScript(object)
        ? attributes
        : object.state();
  }

  private static List<Section> ofState(PickleValue state) {
    List<Section> parameters = new ArrayList<>();
    List<Section> buffers = new ArrayList<>();
    List<Section> modules = new ArrayList<>();
    Set<String> hidden = Set.of();
    for (PickleValue.Item item : Values.dictionary(state).orElse(List.of())) {
      switch (Values.text(item.key()).orElse("")) {
        case "_parameters" -> parameters.add(new Section(item.value(), Set.of()));
        case "_buffers" -> buffers.add(new Section(item.value(), Set.of()));
        case "_modules" -> modules.add(new Section(item.value(), Set.of()));
        case HIDDEN -> hidden = texts(item.value());
        default -> {}
      }
    }
    if (parameters.isEmpty() && modules.isEmpty()) {
      return List.of();
    }
    List<Section> all = new ArrayList<>(parameters);
    for (Section buffer : buffers) {
      all.add(new Section(buffer.content(), hidden));
    }
    all.addAll(modules);
    return List.copyOf(all);
  }

  private static Set<String> texts(PickleValue value) {
    return Values.sequence(value).orElse(List.of()).stream()
        .map(Values::text)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// @param object a module
  /// @return its class without packages: `Conv2d` of `torch.nn.modules.conv.Conv2d` and of
  ///   `__torch__.torch.nn.modules.conv.___torch_mangle_12.Conv2d`
  static String className(PickleValue.Instance object) {
    String path = Values.className(object);
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
