package org.weightwatcher.table;

import java.util.List;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.layer.SkippedTensor;

/// The results of one model.
///
/// @param model the model as a whole
/// @param layers one row a layer, in model order
/// @param skipped every other tensor
/// @param summary of the rows
public record LayerTable(
    ModelInfo model, List<LayerResult> layers, List<SkippedTensor> skipped, Summary summary) {
  /// Copies the lists.
  public LayerTable {
    layers = List.copyOf(layers);
    skipped = List.copyOf(skipped);
  }

  /// @param model the model as a whole
  /// @param layers one row a layer
  /// @param skipped every other tensor
  /// @return the table with the summary of its rows
  public static LayerTable of(
      ModelInfo model, List<LayerResult> layers, List<SkippedTensor> skipped) {
    return new LayerTable(model, layers, skipped, Summary.of(layers));
  }
}
