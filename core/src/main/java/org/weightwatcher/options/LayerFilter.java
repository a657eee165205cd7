package org.weightwatcher.options;

import java.io.Serializable;
import java.util.List;
import org.weightwatcher.error.OptionException;

/// Which layers the user wants. Knows nothing about layers but four of their words, so that it can
/// be checked before any file is opened.
public sealed interface LayerFilter extends Serializable permits LayerItems, ReferenceItems {
  /// Keeps every layer.
  LayerFilter ALL = new LayerItems(List.of(), false);

  /// What a filter may look at.
  ///
  /// @param id layer id
  /// @param name last segment of the path
  /// @param longname full path
  /// @param type type word, such as `dense`
  record Candidate(int id, String name, String longname, String type) {}

  /// @param layer what is known of the layer
  /// @return whether the user wants it
  boolean keeps(Candidate layer);

  /// @return whether it keeps every layer
  boolean isAll();

  /// @return the words after `type:` in it, for a check against the types that exist
  List<String> typeWords();

  /// Reads items of `--layers`; repeated specifications and comma lists add up.
  ///
  /// @param specs each a comma list of `12`, `3-8`, `-12`, `type:dense`, `name:12`, `re:EXPR`, a
  ///   glob, or `!` before one of the last four
  /// @param compat whether the reference's rules for names apply
  /// @return the filter
  /// @throws OptionException for an item that cannot be read, or positive and negative items
  ///   together
  static LayerFilter parse(List<String> specs, Compat compat) {
    List<String> items =
        specs.stream()
            .flatMap(spec -> List.of(spec.split(",", -1)).stream())
            .map(String::strip)
            .toList();
    if (items.isEmpty()) {
      return ALL;
    }
    return compat.reference() ? ReferenceItems.parse(items) : LayerItems.parse(items);
  }
}
