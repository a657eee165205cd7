package org.weightwatcher.format.keras;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.hdf5.Hdf5Group;
import org.weightwatcher.format.hdf5.Hdf5Object;

/// The layout of Keras 3, in which groups are objects and their variables have numbers.
///
/// ```text
/// /layers/conv2d/vars/0                               kernel
/// /layers/conv2d_1/vars/0                             of the second layer of that class
/// /layers/lstm/cell/vars/1                            recurrent kernel
/// /layers/bidirectional/forward_layer/cell/vars/0
/// /layers/functional/layers/dense/vars/0              a model inside
/// ```
///
/// The groups are named by class, not as the user named the layers: the configuration is walked
/// along with them. Without one, the path is the name.
final class VariableLayout {
  private static final String VARIABLES = "vars";
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");
  private static final Set<String> NO_LAYERS =
      Set.of(
          "optimizer",
          "metrics",
          "_metrics",
          "loss_tracker",
          "_loss_tracker",
          "compile_metrics",
          "_compile_metrics",
          "seed_generator",
          "_seed_generator");

  private final List<Weight> weights = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();

  private VariableLayout() {}

  /// @return the weights, in the order of the configuration, then of the file
  static List<Weight> read(Hdf5Group root, LayerConfig model) {
    VariableLayout layout = new VariableLayout();
    layout.walk(root, "", "", model, 0);
    return layout.weights;
  }

  /// @param path of the group, counted from the root
  /// @param name full name of the layer
  private void walk(Hdf5Group group, String path, String name, LayerConfig config, int depth) {
    // Groups may be linked in circles; each counts where it is met first.
    if (!seen.add(group.address())) {
      return;
    }
    if (depth > Limits.KERAS_DEPTH) {
      throw Limits.exceeded(
          "nesting of groups", depth, Limits.KERAS_DEPTH, "group " + Printable.brief(path));
    }
    for (String container : CONTAINERS) {
      if (config.isModel() && group.find(container) instanceof Hdf5Group layers) {
        walkModel(layers, Naming.join(path, container), name, config, depth);
      }
    }
    for (String child : ordered(group)) {
      Hdf5Object found = group.find(child);
      String below = Naming.join(path, child);
      if (child.equals(VARIABLES) && found instanceof Hdf5Group own) {
        readVariables(own, below, name, config);
      } else if (found instanceof Hdf5Group inner && !NO_LAYERS.contains(child)) {
        walkInner(inner, below, name, config, depth);
      } else if (found instanceof Hdf5Object.Unreadable && !NO_LAYERS.contains(child)) {
        weights.add(new Weight(below, below, "", LayerConfig.UNKNOWN, found));
      }
    }
  }

  private void walkModel(Hdf5Group layers, String path, String name, LayerConfig model, int depth) {
    SnakeCase names = new SnakeCase();
    for (LayerConfig layer : model.layers()) {
      String child = names.next(layer.className());
      if (layers.find(child) instanceof Hdf5Group group) {
        String own = layer.name().isEmpty() ? child : layer.name();
        walk(group, Naming.join(path, child), Naming.join(name, own), layer, depth + 1);
      }
    }
  }

  /// An object that is an attribute of a layer.
  private void walkInner(Hdf5Group group, String path, String name, LayerConfig config, int depth) {
    String child = Naming.last(path);
    Optional<LayerConfig> wrapped = config.wrapped();
    switch (child) {
      case "cell" -> walk(group, path, name, config, depth + 1);
      case "layer" -> walk(group, path, name, wrapped.orElse(LayerConfig.UNKNOWN), depth + 1);
      case "forward_layer", "backward_layer" -> {
        String direction = child.substring(0, child.indexOf('_') + 1);
        LayerConfig layer =
            (direction.equals("backward_") ? config.backward().or(() -> wrapped) : wrapped)
                .orElse(LayerConfig.UNKNOWN);
        boolean named = !layer.name().isEmpty();
        String own =
            !named
                ? child
                : layer.name().startsWith(direction) ? layer.name() : direction + layer.name();
        walk(group, path, Naming.join(name, own), layer, depth + 1);
      }
      default -> {
        LayerConfig known = LayerConfig.ofClass(KnownClasses.ofDefaultName(child));
        walk(group, path, name.isEmpty() ? path : Naming.join(name, child), known, depth + 1);
      }
    }
  }

  private void readVariables(Hdf5Group group, String path, String name, LayerConfig config) {
    if (!seen.add(group.address())) {
      return;
    }
    String longname = named(group, path, name);
    List<String> numbers = ordered(group);
    List<String> roles = roles(config, numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      Hdf5Object found = group.find(numbers.get(i));
      weights.add(
          new Weight(
              Naming.join(path, numbers.get(i)), longname, role(roles, i, found), config, found));
    }
  }

  /// Recent versions write the name of a layer beside its variables; needed where no configuration
  /// tells it.
  private static String named(Hdf5Group group, String path, String name) {
    String scope = path.substring(0, Math.max(0, path.length() - VARIABLES.length() - 1));
    boolean own = name.equals(scope) || name.isEmpty();
    List<String> written = own ? group.strings("name").orElse(List.of()) : List.of();
    if (written.size() != 1 || written.getFirst().isEmpty()) {
      return name.isEmpty() ? scope : name;
    }
    int slash = scope.lastIndexOf('/');
    return Naming.join(slash < 0 ? "" : scope.substring(0, slash), written.getFirst());
  }

  /// Of a quantized layer the scales come last; a bias is there when the number says so.
  private static List<String> roles(LayerConfig config, int count) {
    List<String> plain = KnownClasses.variables(config);
    if (config.quantization().isEmpty() || plain.isEmpty()) {
      return plain;
    }
    List<String> roles = new ArrayList<>(plain.subList(0, Math.clamp(count - 1L, 0, plain.size())));
    roles.add(plain.getFirst() + "_scale");
    return roles;
  }

  private static String role(List<String> roles, int index, Hdf5Object found) {
    if (index < roles.size()) {
      return roles.get(index);
    }
    boolean matrix =
        found instanceof Hdf5Object.Dataset dataset && dataset.shape().rank() > 1 && index == 0;
    return matrix ? "kernel" : "";
  }

  /// Numbers as numbers, all else in the order of the file.
  private static List<String> ordered(Hdf5Group group) {
    return group.names().stream()
        .sorted(
            Comparator.comparingInt(
                name -> name.matches("\\d{1,9}") ? Integer.parseInt(name) : Integer.MAX_VALUE))
        .toList();
  }
}
