package org.weightwatcher.format.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.StoredTensor;

/// Decides which tensors of a shard belong to the model, and their order: the index decides for
/// safetensors, the shard for PyTorch. One object serves one model.
final class IndexMerge {
  private final String shown;
  private final ShardIndex index;
  private final Map<String, List<String>> namesByFile = new LinkedHashMap<>();
  private Optional<String> unlisted = Optional.empty();
  private Optional<String> copy = Optional.empty();

  /// @param shown name of the index for messages, escaped
  IndexMerge(String shown, ShardIndex index) {
    this.shown = shown;
    this.index = index;
    index
        .weightMap()
        .forEach((tensor, file) ->
            namesByFile.computeIfAbsent(file, key -> new ArrayList<>()).add(tensor));
  }

  List<StoredTensor> ofShard(String file, ModelFile shard) {
    Map<String, StoredTensor> byName = new LinkedHashMap<>();
    shard.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
    Map<String, StoredTensor> mapped = new LinkedHashMap<>();
    for (String name : namesByFile.getOrDefault(file, List.of())) {
      mapped.put(name, required(byName, name, file));
    }
    List<StoredTensor> extra = new ArrayList<>();
    List<StoredTensor> kept = new ArrayList<>();
    for (StoredTensor tensor : shard.tensors()) {
      String owner = index.weightMap().getOrDefault(tensor.name(), "");
      if (owner.isEmpty()) {
        unlisted = unlisted.or(() -> Optional.of(tensor.name()));
        extra.add(tensor);
        kept.add(tensor);
      } else if (owner.equals(file)) {
        kept.add(tensor);
      } else {
        copy = copy.or(() -> Optional.of(tensor.name()));
      }
    }
    if (shard.container() != Container.SAFETENSORS) {
      return kept;
    }
    List<StoredTensor> ordered = new ArrayList<>(mapped.values());
    ordered.addAll(extra);
    return ordered;
  }

  private StoredTensor required(Map<String, StoredTensor> byName, String name, String file) {
    StoredTensor tensor = byName.get(name);
    if (tensor == null) {
      throw new ModelFormatException(
          ErrorCode.E_MALFORMED,
          "%s: tensor %s must be in %s but is not"
              .formatted(shown, JsonCursor.quoted(name), Printable.brief(file)),
          "key " + JsonCursor.quoted(name),
          "");
    }
    return tensor;
  }

  /// What a user should know, once every shard was merged.
  List<ModelNote> notes() {
    List<ModelNote> notes = new ArrayList<>();
    index
        .repeated()
        .ifPresent(name ->
            notes.add(note("W_INDEX_DUPLICATE", "lists %s twice; the last entry counts", name)));
    unlisted.ifPresent(
        name -> notes.add(note("W_NOT_IN_INDEX", "does not list %s, which a shard holds", name)));
    copy.ifPresent(name ->
        notes.add(
            note("W_IGNORED_COPY", "decides between two copies of %s; one is ignored", name)));
    return notes;
  }

  private ModelNote note(String code, String what, String tensor) {
    return new ModelNote(code, shown + " " + what.formatted(JsonCursor.quoted(tensor)));
  }
}
