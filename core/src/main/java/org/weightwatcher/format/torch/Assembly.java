package org.weightwatcher.format.torch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.pickle.Pickle;
import org.weightwatcher.format.pickle.PickleValue;

/// From the object that a pickle describes to tensors and notes; the same for all containers.
///
/// @param name the file, for messages
/// @param where the pickle, for messages
/// @param pickle the object
record Assembly(String name, String where, Pickle pickle) {
  private static final int NAMES_MAX = 20;
  private static final String SAVE_STATE_DICT = "saving model.state_dict() with torch.save";

  List<StoredTensor> tensors(List<Leaf> leaves, TensorReader reader) {
    List<StoredTensor> tensors = new ArrayList<>(leaves.size());
    Set<String> names = HashSet.newHashSet(leaves.size());
    for (Leaf leaf : leaves) {
      if (!names.add(leaf.name())) {
        throw new ModelFormatException(
            ErrorCode.E_DUPLICATE,
            "%s: two tensors have the name %s"
                .formatted(Printable.brief(name), Printable.brief(leaf.name())),
            where,
            "");
      }
      tensors.add(tensor(leaf, reader));
    }
    return tensors;
  }

  private static StoredTensor tensor(Leaf leaf, TensorReader reader) {
    String className = Printable.brief(Values.className(leaf.object()));
    return switch (leaf.kind()) {
      case TENSOR -> reader.read(leaf.name(), leaf.object(), leaf.module());
      case PACKED ->
          PackedWeight.of(leaf.object())
              .map(weight -> reader.read(leaf.name(), weight, leaf.module()))
              .orElseGet(() ->
                  reader.unusable(
                      leaf.name(),
                      ErrorCode.E_UNSUPPORTED,
                      "packed by %s without a quantized matrix".formatted(className)));
      case OPAQUE ->
          reader.unusable(
              leaf.name(),
              ErrorCode.E_UNSUPPORTED_PICKLE,
              "built by %s, which is not executed".formatted(className));
    };
  }

  /// Refuses a file without a tensor, be it one that cannot be read.
  void requireWeights(Checkpoint checkpoint, List<StoredTensor> tensors) {
    boolean found = checkpoint.leaves().stream().anyMatch(Leaf::holdsWeights);
    if (found || tensors.size() > checkpoint.leaves().size()) {
      return;
    }
    List<String> refused = refused();
    if (!refused.isEmpty()) {
      throw error(
          ErrorCode.E_UNSUPPORTED_PICKLE,
          "no weight matrices in the file, which asks to call %s; not executed"
              .formatted(Printable.brief(refused.getFirst())),
          SAVE_STATE_DICT);
    }
    throw error(
        ErrorCode.E_NOT_A_MODEL,
        "no weight matrices in the file: its pickle holds " + kind(pickle.root()),
        SAVE_STATE_DICT);
  }

  private ModelFormatException error(ErrorCode code, String what, String hint) {
    return new ModelFormatException(code, Printable.brief(name) + ": " + what, where, hint);
  }

  private static String kind(PickleValue root) {
    return switch (root) {
      case PickleValue.None _ -> "None";
      case PickleValue.Bool _ -> "a truth value";
      case PickleValue.Int _, PickleValue.BigInt _, PickleValue.Real _ -> "a number";
      case PickleValue.Text _, PickleValue.Bytes _ -> "a text";
      case PickleValue.Global global -> "the name " + Printable.brief(global.path());
      case PickleValue.Persistent _ -> "a storage";
      case PickleValue.Tuple _, PickleValue.Sequence _ -> "a list without tensors";
      case PickleValue.Dict _ -> "a dictionary without tensors";
      case PickleValue.Instance object ->
          "an object of class %s without tensors"
              .formatted(Printable.brief(Values.className(object)));
    };
  }

  List<ModelNote> notes(Checkpoint checkpoint) {
    List<ModelNote> notes = new ArrayList<>();
    if (!checkpoint.key().isEmpty()) {
      notes.add(
          new ModelNote(
              "I_STATE_DICT",
              "weights are those under the key " + Printable.brief(checkpoint.key())));
    }
    List<String> refused = refused().stream().sorted().limit(NAMES_MAX).toList();
    if (!refused.isEmpty()) {
      String names = String.join(", ", refused.stream().map(Printable::brief).toList());
      notes.add(
          new ModelNote("W_NOT_EXECUTED", "file asks to call %s; not executed".formatted(names)));
    }
    if (checkpoint.leaves().stream().anyMatch(leaf -> leaf.name().indexOf('\ufffd') >= 0)) {
      notes.add(new ModelNote("W_ENCODING", "a tensor name is not valid UTF-8"));
    }
    return notes;
  }

  private List<String> refused() {
    return pickle.called().stream()
        .filter(path -> !Callables.isKnown(path) && !Callables.isModule(path))
        .toList();
  }
}
