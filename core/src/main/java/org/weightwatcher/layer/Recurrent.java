package org.weightwatcher.layer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightwatcher.tensor.Shape;

/// A matrix of a recurrent layer: of its input, of its state, or of the projection of its state.
///
/// @param type by the class; without one by the number of gates
/// @param gates their names in the order in which they are stored; empty where they are not known
/// @param outputsLast whether the gates are blocks of columns, as in Keras, not of rows
record Recurrent(LayerType type, List<String> gates, boolean outputsLast) {
  /// PyTorch; a cell has no number of a layer.
  private static final Pattern TORCH =
      Pattern.compile("(weight_(?:ih|hh|hr))(?:_l\\d{1,9})?(?:_reverse)?");

  /// @param tensor what is known of it
  /// @param shape of two axes
  /// @param siblings the other tensors: the one of the state tells how large it is
  /// @return the matrix, if it is one of a recurrent layer
  static Optional<Recurrent> of(Identity tensor, Shape shape, Siblings siblings) {
    Matcher torch = TORCH.matcher(tensor.role());
    String name = tensor.tensorName();
    if (torch.matches()) {
      String part = torch.group(1);
      Optional<Shape> state = siblings.shape(name, part, "weight_hh");
      Optional<Shape> projection = siblings.shape(name, part, "weight_hr");
      if (part.equals("weight_hr")) {
        // Only this class has one.
        return state.map(hh -> new Recurrent(LayerType.LSTM, List.of(), false));
      }
      return of(tensor, gates(tensor, shape.dim(0), projection.or(() -> state), 1), false);
    }
    return switch (tensor.role()) {
      case "kernel" -> {
        Optional<Shape> state = siblings.shape(name, "kernel", "recurrent_kernel");
        yield of(tensor, gates(tensor, shape.dim(1), state, 0), true);
      }
      case "recurrent_kernel" ->
          of(tensor, gates(tensor, shape.dim(1), Optional.of(shape), 0), true);
      default -> Optional.empty();
    };
  }

  /// How many times as many outputs as the state is large; without a state the gates of the class;
  /// 0 if that is no whole number.
  private static long gates(Identity tensor, long outputs, Optional<Shape> state, int axis) {
    if (state.isPresent() && state.get().rank() == 2) {
      long hidden = state.get().dim(axis);
      return hidden > 0 && outputs % hidden == 0 ? outputs / hidden : 0;
    }
    int gates = tensor.module().contains("lstm") ? 4 : tensor.module().contains("gru") ? 3 : 0;
    return gates > 0 && outputs % gates == 0 ? gates : 0;
  }

  private static Optional<Recurrent> of(Identity tensor, long gates, boolean keras) {
    String module = tensor.module();
    if (module.contains("lstm") || (!NameRules.isRecurrent(module) && gates == 4)) {
      return Optional.of(
          new Recurrent(LayerType.LSTM, names(gates == 4, keras ? "ifco" : "ifgo"), keras));
    }
    if (module.contains("gru") || (!NameRules.isRecurrent(module) && gates == 3)) {
      return Optional.of(
          new Recurrent(LayerType.GRU, names(gates == 3, keras ? "zrh" : "rzn"), keras));
    }
    return NameRules.isRecurrent(module) || gates == 1
        ? Optional.of(new Recurrent(LayerType.RNN, List.of(), keras))
        : Optional.empty();
  }

  private static List<String> names(boolean known, String letters) {
    return known ? List.of(letters.split("")) : List.of();
  }
}
