package org.weightwatcher.format.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.content.Verdict;

/// Opens the shards of a model and joins them.
final class ShardedModel {
  private ShardedModel() {}

  /// @param location path as the user gave it
  /// @param indexName name of the index in its folder
  static ModelFile openIndexed(String location, Place place, String indexName) {
    String shown = Printable.brief(place.path(indexName));
    Verdict verdict = place.sniff(indexName);
    if (verdict instanceof Verdict.Refused refused) {
      throw refused.at(place.path(indexName));
    }
    ShardIndex index = ShardIndex.read(place.path(indexName), place.open(indexName));
    index.refuseItself(shown, indexName);
    List<String> names = index.files();
    if (names.isEmpty()) {
      throw new ModelFormatException(
          ErrorCode.E_MALFORMED, shown + ": weight_map must name a file but is empty", "", "");
    }
    Map<String, Long> tensorsPerFile =
        index.weightMap().values().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    new ShardPresence(place, shown, names).check(name -> tensorsPerFile.getOrDefault(name, 0L));
    List<ModelFile> shards = open(place, names);
    IndexMerge merge = new IndexMerge(shown, index);
    List<StoredTensor> tensors = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      tensors.addAll(merge.ofShard(names.get(i), shards.get(i)));
    }
    boolean safetensors = shards.getFirst().container() == Container.SAFETENSORS;
    return joined(
        location,
        safetensors ? ModelFile.Order.INDEX : ModelFile.Order.MEANINGFUL,
        tensors,
        shards,
        merge.notes());
  }

  /// @param location path as the user gave it
  /// @param names the shards, sorted by name
  static ModelFile openUnindexed(String location, Place place, List<String> names) {
    String shown = Printable.brief(location);
    new ShardPresence(place, shown, ShardNames.complete(names.getFirst())).check(name -> 0L);
    List<ModelFile> shards = open(place, names);
    Map<String, String> owners = new LinkedHashMap<>();
    List<StoredTensor> tensors = new ArrayList<>();
    for (ModelFile shard : shards) {
      for (StoredTensor tensor : shard.tensors()) {
        String before = owners.putIfAbsent(tensor.name(), tensor.part());
        if (before != null) {
          throw new ModelFormatException(
              ErrorCode.E_DUPLICATE,
              "%s: tensor %s is in %s and in %s"
                  .formatted(
                      shown,
                      JsonCursor.quoted(tensor.name()),
                      Printable.brief(before),
                      Printable.brief(tensor.part())),
              "",
              "");
        }
      }
      tensors.addAll(shard.tensors());
    }
    return joined(location, shards.getFirst().order(), tensors, shards, List.of());
  }

  private static List<ModelFile> open(Place place, List<String> names) {
    List<ModelFile> shards = new ArrayList<>();
    Optional<Container> first = Optional.empty();
    for (String name : names) {
      Container container =
          switch (place.sniff(name)) {
            case Verdict.OfContainer(Container found) -> found;
            case Verdict.Refused refused -> throw refused.at(place.path(name));
            case Verdict.Companion companion ->
                throw malformed(place.path(name), "a shard must hold tensors but is JSON");
          };
      if (!first.orElse(container).equals(container)) {
        throw malformed(place.path(name), "a shard must be of the same format as the first");
      }
      first = Optional.of(container);
      String path = place.path(name);
      shards.add(FileReader.of(container).open(path, path, place.open(name)));
    }
    return shards;
  }

  private static ModelFormatException malformed(String path, String what) {
    return new ModelFormatException(
        ErrorCode.E_MALFORMED, Printable.brief(path) + ": " + what, "", "");
  }

  private static ModelFile joined(
      String location,
      ModelFile.Order order,
      List<StoredTensor> tensors,
      List<ModelFile> shards,
      List<ModelNote> notes) {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<ModelNote> all = new ArrayList<>(notes);
    for (ModelFile shard : shards) {
      shard.metadata().forEach(metadata::putIfAbsent);
      all.addAll(shard.notes());
    }
    return new ModelFile(
        location,
        shards.getFirst().container(),
        order,
        0,
        tensors,
        shards.stream().flatMap(shard -> shard.parts().stream()).toList(),
        Collections.unmodifiableMap(metadata),
        all);
  }
}
