package org.weightwatcher.format.torch;

import java.util.List;
import java.util.Map;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;

/// What one PyTorch file holds; several of them make a sharded model.
///
/// @param container zip or legacy
/// @param tensors in the order of the pickle, at least one
/// @param part the file
/// @param notes what a user should know
public record TorchPart(
    Container container, List<StoredTensor> tensors, ModelPart part, List<ModelNote> notes) {
  /// Copies the lists.
  public TorchPart {
    tensors = List.copyOf(tensors);
    notes = List.copyOf(notes);
  }

  /// The same in a larger file.
  TorchPart of(long bytes) {
    return new TorchPart(
        container, tensors, new ModelPart(part.file(), bytes, part.headerSha256()), notes);
  }

  /// @param location path as the user gave it
  /// @return a model of this file alone
  public ModelFile alone(String location) {
    return new ModelFile(
        location,
        container,
        ModelFile.Order.MEANINGFUL,
        1,
        tensors,
        List.of(part),
        Map.of(),
        notes);
  }
}
