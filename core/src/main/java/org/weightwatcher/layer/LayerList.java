package org.weightwatcher.layer;

import java.util.List;

/// What of a model is analysed and what is not.
///
/// @param layers in the order of the results
/// @param skipped in the same order, each with its reason
/// @param found layers before `--layers`; `layers.size() of found match`
public record LayerList(List<Layer> layers, List<SkippedTensor> skipped, int found) {
  /// Copies the lists.
  public LayerList {
    layers = List.copyOf(layers);
    skipped = List.copyOf(skipped);
  }
}
