package org.weightwatcher.format;

import java.util.List;
import java.util.Map;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// A model as its files describe it: validated, immutable, without the weights. After this nothing
/// needs to be checked again.
///
/// @param location path as the user gave it
/// @param container what kind of file it is
/// @param order whether the order of the tensors means something
/// @param firstId first layer id when the user asks for none: 1 for a single PyTorch file, as in
///   the reference, 0 for all else
/// @param tensors in the container's order, at least one; of several files, part by part
/// @param parts the files, in the order in which they are read
/// @param metadata free text of the file, insertion order; not escaped
/// @param notes what a user should know
public record ModelFile(
    String location,
    Container container,
    Order order,
    int firstId,
    List<StoredTensor> tensors,
    List<ModelPart> parts,
    Map<String, String> metadata,
    List<ModelNote> notes) {

  /// Whether the order of the tensors means something.
  public enum Order {
    /// The order in which the model was built: PyTorch's dictionaries.
    MEANINGFUL,
    /// The order that an index file gives to the tensors of each shard.
    INDEX,
    /// Sorted by whoever wrote it: a safetensors file without an index.
    ARBITRARY
  }

  /// Copies the lists; refuses a model whose every tensor is unreadable, with the first reason.
  public ModelFile {
    tensors = List.copyOf(tensors);
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
    if (!tensors.isEmpty()
        && tensors.stream().allMatch(StoredTensor.Unusable.class::isInstance)
        && tensors.getFirst() instanceof StoredTensor.Unusable first) {
      throw new ModelFormatException(
          first.code(),
          "no tensor of %s can be read: %s: %s"
              .formatted(Printable.brief(location), Printable.brief(first.name()), first.reason()),
          Printable.brief(first.part()),
          "");
    }
  }

  /// @return whether the tensors are changes of another model's weights
  public boolean isAdapter() {
    return notes.stream().anyMatch(note -> note.code().equals(ModelNote.ADAPTER));
  }

  /// @param others notes
  /// @return the same model with those
  public ModelFile withNotes(List<ModelNote> others) {
    return new ModelFile(location, container, order, firstId, tensors, parts, metadata, others);
  }
}
