package org.weightwatcher.format.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.format.hdf5.Hdf5Group;
import org.weightwatcher.format.hdf5.Hdf5Object;

/// The layout of Keras 1 and 2, in which attributes list the layers and the weights of each.
///
/// ```text
/// /                    layer_names = [conv2d_1, dense_1, …]     (of a whole model: /model_weights)
/// /conv2d_1            weight_names = [conv2d_1/kernel:0, conv2d_1/bias:0]
/// /conv2d_1/conv2d_1/kernel:0                                   a dataset
/// ```
///
/// A list that is too long for one attribute is cut into `layer_names0`, `layer_names1` and so on.
final class NamedLayout {
  private static final String LAYERS = "layer_names";
  private static final String WEIGHTS = "weight_names";
  private static final String WHOLE_MODEL = "model_weights";
  private static final String TOP_LEVEL = "top_level_model_weights";

  private final Hdf5Group group;
  private final String prefix;
  private final Map<String, LayerConfig> configs;

  /// Which group uses a full name of a layer: two models inside may have layers of one name.
  private final Map<String, String> owners = new HashMap<>();

  private final List<Weight> weights = new ArrayList<>();

  private NamedLayout(Hdf5Group group, String prefix, LayerConfig model) {
    this.group = group;
    this.prefix = prefix;
    this.configs = model.byName();
  }

  /// @return the weights, in the order of the lists; empty when the file has another layout
  static Optional<List<Weight>> read(Hdf5Group root, LayerConfig model) {
    if (list(root, LAYERS).isPresent()) {
      return Optional.of(new NamedLayout(root, "", model).read());
    }
    return root.names().contains(WHOLE_MODEL)
            && root.find(WHOLE_MODEL) instanceof Hdf5Group whole
            && list(whole, LAYERS).isPresent()
        ? Optional.of(new NamedLayout(whole, WHOLE_MODEL, model).read())
        : Optional.empty();
  }

  private List<Weight> read() {
    Set<String> layers = new HashSet<>();
    for (String layer : list(group, LAYERS).orElse(List.of())) {
      if (layers.add(layer)) {
        readLayer(layer);
      }
    }
    if (group.names().contains(TOP_LEVEL) && layers.add(TOP_LEVEL)) {
      readLayer(TOP_LEVEL);
    }
    return weights;
  }

  /// The whole list, also when it is cut into several attributes.
  private static Optional<List<String>> list(Hdf5Group group, String name) {
    Optional<List<String>> whole = group.strings(name);
    if (whole.isPresent()) {
      return whole;
    }
    List<String> all = new ArrayList<>();
    Optional<List<String>> part = group.strings(name + 0);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 1; part.isPresent(); i++) {
      all.addAll(part.get());
      part = group.strings(name + i);
    }
    return Optional.of(all);
  }

  private void readLayer(String layer) {
    Hdf5Object found = group.find(layer);
    if (!(found instanceof Hdf5Group own)) {
      weights.add(new Weight(Naming.join(prefix, layer), layer, "", LayerConfig.UNKNOWN, found));
      return;
    }
    List<String> names = list(own, WEIGHTS).orElse(List.of()).stream().distinct().toList();
    LayerConfig config = configs.getOrDefault(layer, LayerConfig.UNKNOWN);
    boolean several = names.stream().map(Naming::scope).distinct().count() > 1;
    for (String name : names) {
      boolean inner = several || config.isModel() || layer.equals(TOP_LEVEL);
      String longname = inner ? unique(layer, Naming.scope(name)) : layer;
      weights.add(
          new Weight(
              Naming.join(prefix, layer, name),
              longname,
              Naming.role(name),
              inner ? inner(config, Naming.scope(name)) : config.innermost(),
              own.find(name)));
    }
  }

  /// The name alone where it is the only one, else with the group in front.
  private String unique(String layer, String scope) {
    if (scope.isEmpty()) {
      return layer;
    }
    return owners.computeIfAbsent(scope, _ -> layer).equals(layer)
        ? scope
        : Naming.join(layer, scope);
  }

  /// The configuration of a layer inside `layer`: by its name, the last part that is known.
  private LayerConfig inner(LayerConfig layer, String scope) {
    if (layer.wrapped().isPresent() && !layer.innermost().isModel()) {
      return layer.innermost();
    }
    return Naming.parts(scope).reversed().stream()
        .flatMap(part -> Optional.ofNullable(configs.get(part)).stream())
        .findFirst()
        .map(LayerConfig::innermost)
        .filter(known -> !known.isModel() && !known.equals(layer))
        .orElse(LayerConfig.UNKNOWN);
  }
}
