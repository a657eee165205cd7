package org.weightwatcher.options;

import java.util.List;
import java.util.Set;
import org.weightwatcher.error.OptionException;

/// The reference's filter: integers are ids, five words are types, all else are exact names; each
/// kind that is present overrules the one before it, in the order types, ids, names.
///
/// `weightwatcher.py`, `apply_filters` and `valid_params`; its quirks are D12-D14 of the list of
/// differences.
///
/// @param types type words
/// @param ids signed ids
/// @param names names, with a leading `-` to drop
record ReferenceItems(Set<String> types, List<Integer> ids, List<String> names)
    implements LayerFilter {
  private static final Set<String> TYPE_WORDS =
      Set.of("conv2d", "conv1d", "dense", "embedding", "norm");

  ReferenceItems {
    types = Set.copyOf(types);
    ids = List.copyOf(ids);
    names = List.copyOf(names);
  }

  static ReferenceItems parse(List<String> texts) {
    List<Integer> ids =
        texts.stream().filter(ReferenceItems::isInteger).map(Integer::valueOf).toList();
    if (ids.stream().anyMatch(id -> id > 0) && ids.stream().anyMatch(id -> id < 0)) {
      throw new OptionException("--layers: positive and negative ids cannot be combined");
    }
    return new ReferenceItems(
        Set.copyOf(texts.stream().filter(TYPE_WORDS::contains).toList()),
        ids,
        texts.stream().filter(text -> !isInteger(text) && !TYPE_WORDS.contains(text)).toList());
  }

  private static boolean isInteger(String text) {
    return text.matches("-?\\d{1,9}");
  }

  @Override
  public boolean keeps(Candidate layer) {
    boolean keep = types.isEmpty() || types.contains(layer.type());
    if (!ids.isEmpty()) {
      boolean drops = ids.stream().anyMatch(id -> id < 0);
      keep = drops ? !ids.contains(-layer.id()) : ids.contains(layer.id());
    }
    if (!names.isEmpty()) {
      keep = keepsByName(layer, keep);
    }
    return keep;
  }

  /// A `-` anywhere in a name counts as a sign; names with and without one together are ignored.
  private boolean keepsByName(Candidate layer, boolean before) {
    if (names.stream().noneMatch(name -> name.contains("-"))) {
      return names.contains(layer.name());
    }
    return names.stream().allMatch(name -> name.contains("-"))
        ? !names.contains("-" + layer.name())
        : before;
  }

  @Override
  public boolean isAll() {
    return types.isEmpty() && ids.isEmpty() && names.isEmpty();
  }

  @Override
  public List<String> typeWords() {
    return types.stream().sorted().toList();
  }
}
