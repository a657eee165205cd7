package org.weightwatcher;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.AdapterNames;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;

/// What is said of the tensors of an adapter: that they are listed and not analysed.
final class AdapterLayers {
  private AdapterLayers() {}

  /// The error for an adapter that was given in place of a model.
  static ModelFormatException refused(ModelFile file) {
    return new ModelFormatException(
        ErrorCode.E_UNSUPPORTED,
        Printable.brief(file.location())
            + " is an adapter, which is not analyzed as a plain model: its tensors are factors of"
            + " changes to another model's weights",
        "",
        "merging it into its base model and giving that, or describe for its tensors");
  }

  /// The same tensors, those with a matrix skipped.
  static LayerList of(LayerList list) {
    List<SkippedTensor> all = new ArrayList<>();
    for (Layer layer : list.layers()) {
      all.add(
          new SkippedTensor(
              layer.longname(),
              layer.type(),
              layer.shape(),
              layer.parameters(),
              SkipReason.UNREADABLE,
              detail(layer.longname())));
    }
    for (SkippedTensor tensor : list.skipped()) {
      all.add(tensor.reason() == SkipReason.TOO_SMALL ? marked(tensor) : tensor);
    }
    return new LayerList(List.of(), all, list.found());
  }

  private static SkippedTensor marked(SkippedTensor tensor) {
    return new SkippedTensor(
        tensor.name(),
        tensor.type(),
        tensor.shape(),
        tensor.parameters(),
        SkipReason.UNREADABLE,
        detail(tensor.name()));
  }

  private static String detail(String name) {
    return AdapterNames.isPart(name)
        ? "adapter: a factor of a change, not a weight"
        : "adapter: a weight that replaces one of the base model";
  }
}
