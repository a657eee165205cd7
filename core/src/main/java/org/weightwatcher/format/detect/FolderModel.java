package org.weightwatcher.format.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.content.Verdict;
import org.weightwatcher.format.keras.KerasReader;
import org.weightwatcher.format.numpy.FlatFilesReader;

/// Opens the model of a folder: the best set of weights in it.
///
/// @param folder its entries
/// @param sources opens the files
/// @param forced the container to read, if the user named one
record FolderModel(Folder folder, ByteSources sources, Optional<Container> forced) {
  ModelFile open() {
    FolderKinds.refuse(folder);
    List<List<WeightSet>> ranks =
        WeightSets.of(folder.files()).stream()
            .map(rank -> rank.stream().filter(this::isWanted).toList())
            .filter(rank -> !rank.isEmpty())
            .toList();
    for (int i = 0; i < ranks.size(); i++) {
      List<WeightSet> usable = ranks.get(i).size() == 1 ? ranks.get(i) : recognised(ranks.get(i));
      if (usable.size() > 1) {
        throw FolderKinds.ambiguous(folder, usable.stream().map(WeightSet::title).toList());
      }
      if (!usable.isEmpty()) {
        List<WeightSet> rest = ranks.stream().skip(i + 1L).flatMap(List::stream).toList();
        return withNotes(open(usable.getFirst()), rest);
      }
    }
    if (Adapters.isIn(folder)) {
      return Adapters.open(folder, sources, forced);
    }
    throw FolderKinds.withoutWeights(folder);
  }

  private boolean isWanted(WeightSet set) {
    return forced.isEmpty() || set.mayBe(forced.get());
  }

  /// Of several files with an ending of many uses, such as `.bin`, those that are models.
  private List<WeightSet> recognised(List<WeightSet> rank) {
    Place place = place();
    return rank.stream()
        .filter(set ->
            !(set instanceof WeightSet.Single(String name))
                || name.endsWith(".safetensors")
                || place.sniff(name) instanceof Verdict.OfContainer)
        .toList();
  }

  private Place place() {
    return new Place(folder.location(), sources);
  }

  private ModelFile open(WeightSet set) {
    return switch (set) {
      case WeightSet.Single(String name) -> openSingle(name);
      case WeightSet.Indexed(String name) ->
          ShardedModel.openIndexed(folder.location(), place(), name);
      case WeightSet.Numbered(String pattern, List<String> files) ->
          ShardedModel.openUnindexed(folder.location(), place(), files);
      case WeightSet.FlatFiles(String name) ->
          FlatFilesReader.open(folder.location(), folder.path(name), place().open(name), place());
      case WeightSet.Unread(String name, Verdict.Refused why) -> throw why.at(folder.path(name));
    };
  }

  private ModelFile openSingle(String name) {
    Place place = place();
    ByteSource source = place.open(name);
    if (name.equals("model.weights.h5")
        && folder.hasFile("config.json")
        && folder.hasFile("metadata.json")) {
      return KerasReader.openUnpacked(
          folder.location(), folder.path(name), source, place.open("config.json"));
    }
    return Detection.openFile(folder.path(name), sources, forced);
  }

  private ModelFile withNotes(ModelFile model, List<WeightSet> rest) {
    Set<String> used = model.parts().stream().map(ModelPart::file).collect(Collectors.toSet());
    List<String> unused =
        rest.stream()
            .filter(set -> set.files().stream().noneMatch(name -> used.contains(folder.path(name))))
            .map(WeightSet::title)
            .toList();
    List<ModelNote> notes = new ArrayList<>(model.notes());
    if (!unused.isEmpty()) {
      notes.add(new ModelNote("W_ALSO_PRESENT", "also present, not used: " + listed(unused)));
    }
    if (Adapters.isIn(folder)) {
      notes.add(
          new ModelNote(
              "W_ADAPTER_PRESENT",
              Printable.brief(folder.location()) + " also holds an adapter, which is not used"));
    }
    return model.withNotes(notes);
  }

  static String listed(List<String> names) {
    Stream<String> first = names.stream().limit(FolderKinds.LISTED).map(Printable::brief);
    String text = first.collect(Collectors.joining(", "));
    int more = names.size() - FolderKinds.LISTED;
    return more > 0 ? text + " and %d more".formatted(more) : text;
  }
}
