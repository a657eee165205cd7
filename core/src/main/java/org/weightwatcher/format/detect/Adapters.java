package org.weightwatcher.format.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.AdapterNames;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;

/// Adapters: files of changes to the weights of another model. They are opened, and marked with
/// [ModelNote#ADAPTER].
final class Adapters {
  private static final String CONFIG = "adapter_config.json";

  private static final List<String> WEIGHTS =
      List.of("adapter_model.safetensors", "adapter_model.bin");

  private Adapters() {}

  static boolean isIn(Folder folder) {
    return folder.hasFile(CONFIG);
  }

  /// The model, marked if its tensors are those of an adapter.
  static ModelFile marked(ModelFile model) {
    Optional<AdapterNames.Layout> layout = AdapterNames.layoutOf(model.tensors());
    return layout.isPresent() && !model.isAdapter()
        ? marked(model, "names of " + layout.get().label())
        : model;
  }

  /// Opens the adapter of a folder with an adapter's configuration.
  static ModelFile open(Folder folder, ByteSources sources, Optional<Container> forced) {
    Optional<String> weights = WEIGHTS.stream().filter(folder::hasFile).findFirst();
    if (weights.isEmpty()) {
      throw withoutWeights(folder);
    }
    new Place(folder.location(), sources).open(weights.get());
    ModelFile model = Detection.openFile(folder.path(weights.get()), sources, forced);
    return model.isAdapter() ? model : marked(model, CONFIG);
  }

  private static ModelFormatException withoutWeights(Folder folder) {
    return new ModelFormatException(
        ErrorCode.E_MISSING_PART,
        Printable.brief(folder.location())
            + " is an adapter without weights: adapter_model.safetensors does not exist",
        "",
        "downloading the missing file");
  }

  private static ModelFile marked(ModelFile model, String by) {
    List<ModelNote> notes = new ArrayList<>(model.notes());
    notes.add(
        new ModelNote(
            ModelNote.ADAPTER,
            "is an adapter (%s): changes of another model's weights".formatted(by)));
    return model.withNotes(notes);
  }
}
