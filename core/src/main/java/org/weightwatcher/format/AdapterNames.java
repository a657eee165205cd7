package org.weightwatcher.format;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Recognises the tensors of adapters by their names: a change of a weight as two thin factors, `up
/// · down`, or in the forms of LyCORIS.
///
/// ```text
/// PEFT       M.lora_A.weight, M.lora_B.weight; with an adapter's name before .weight
/// diffusers  M.lora.down.weight, M.lora.up.weight; M.to_q_lora.down.weight, …
/// kohya      M.lora_down.weight, M.lora_up.weight, M.alpha
/// LyCORIS    M.hada_w1_a, M.lokr_w1, M.oft_blocks, …
/// numbered   w_a_000, w_b_000
/// ```
public final class AdapterNames {
  private static final String WEIGHT = ".weight";
  private static final int NUMBER = 3;
  private static final Set<String> LYCORIS = Set.of("hada", "lokr", "oft");

  private AdapterNames() {}

  /// A way to name the tensors of an adapter.
  public enum Layout {
    /// The library PEFT.
    PEFT("PEFT"),
    /// The library diffusers, before it used PEFT's names.
    DIFFUSERS("diffusers"),
    /// The training scripts of kohya.
    KOHYA("kohya"),
    /// LoHa, LoKr and OFT.
    LYCORIS("LyCORIS"),
    /// Pairs that only a number ties together.
    NUMBERED("numbered pairs");

    private final String label;

    Layout(String label) {
      this.label = label;
    }

    /// @return the word for messages
    public String label() {
      return label;
    }
  }

  private enum Side {
    DOWN,
    UP,
    OTHER
  }

  private record Part(Layout layout, Side side, String stem) {}

  /// @param name name of a tensor, or of a layer without the suffix `.weight`
  /// @return whether an adapter has tensors of such names
  public static boolean isPart(String name) {
    return part(name).isPresent();
  }

  /// @param tensors all tensors of a file
  /// @return the layout, if every tensor with two dimensions or more belongs to an adapter and at
  ///   least one pair of factors is complete; a file with other matrices beside is a whole model
  public static Optional<Layout> layoutOf(List<StoredTensor> tensors) {
    Map<String, Map<Side, StoredTensor>> pairs = new HashMap<>();
    Optional<Layout> layout = Optional.empty();
    for (StoredTensor tensor : tensors) {
      Optional<Part> part = part(tensor.name());
      if (part.isEmpty() && tensor.shape().rank() >= 2) {
        return Optional.empty();
      }
      if (part.isPresent()) {
        Map<Side, StoredTensor> sides =
            pairs.computeIfAbsent(part.get().stem(), stem -> new EnumMap<>(Side.class));
        sides.put(part.get().side(), tensor);
        if (layout.isEmpty() && isComplete(part.get(), sides)) {
          layout = part.map(Part::layout);
        }
      }
    }
    return layout;
  }

  private static boolean isComplete(Part part, Map<Side, StoredTensor> sides) {
    if (part.layout() == Layout.LYCORIS) {
      return true;
    }
    StoredTensor down = sides.get(Side.DOWN);
    StoredTensor up = sides.get(Side.UP);
    if (down == null || up == null) {
      return false;
    }
    // A number is a weak tie: the factors have to fit.
    return part.layout() != Layout.NUMBERED
        || (down.shape().rank() == 2
            && up.shape().rank() == 2
            && down.shape().dim(0) == up.shape().dim(1));
  }

  private static Optional<Part> part(String tensor) {
    String name =
        tensor.endsWith(WEIGHT) ? tensor.substring(0, tensor.length() - WEIGHT.length()) : tensor;
    int dot = name.lastIndexOf('.');
    String last = name.substring(dot + 1);
    String stem = name.substring(0, Math.max(0, dot));
    Optional<Part> own = ofWord(last, stem);
    if (own.isPresent() || dot < 0) {
      return own;
    }
    String before = stem.substring(stem.lastIndexOf('.') + 1);
    if (last.equals("down") || last.equals("up")) {
      return before.equals("lora") || before.endsWith("_lora")
          ? found(Layout.DIFFUSERS, last.equals("up") ? Side.UP : Side.DOWN, stem)
          : Optional.empty();
    }
    // The last word may be the name of one of several adapters.
    String module = stem.substring(0, Math.max(0, stem.lastIndexOf('.')));
    return ofWord(before, module + "." + last).filter(part -> part.layout() == Layout.PEFT);
  }

  private static Optional<Part> ofWord(String word, String stem) {
    return switch (word) {
      case "lora_A", "lora_embedding_A" -> found(Layout.PEFT, Side.DOWN, stem);
      case "lora_B", "lora_embedding_B" -> found(Layout.PEFT, Side.UP, stem);
      case "lora_magnitude_vector" -> found(Layout.PEFT, Side.OTHER, stem);
      case "lora_down" -> found(Layout.KOHYA, Side.DOWN, stem);
      case "lora_up" -> found(Layout.KOHYA, Side.UP, stem);
      case "lora_mid", "dora_scale" -> found(Layout.KOHYA, Side.OTHER, stem);
      default -> numbered(word).or(() -> lycoris(word, stem));
    };
  }

  private static Optional<Part> numbered(String word) {
    boolean down = word.startsWith("w_a_");
    if (!down && !word.startsWith("w_b_")) {
      return Optional.empty();
    }
    String number = word.substring("w_a_".length());
    return number.length() == NUMBER && number.chars().allMatch(c -> c >= '0' && c <= '9')
        ? found(Layout.NUMBERED, down ? Side.DOWN : Side.UP, number)
        : Optional.empty();
  }

  private static Optional<Part> lycoris(String word, String stem) {
    int end = word.indexOf('_');
    return end > 0 && LYCORIS.contains(word.substring(0, end))
        ? found(Layout.LYCORIS, Side.OTHER, stem)
        : Optional.empty();
  }

  private static Optional<Part> found(Layout layout, Side side, String stem) {
    return Optional.of(new Part(layout, side, stem));
  }
}
