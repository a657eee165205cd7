package org.weightwatcher.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightwatcher.Model;
import org.weightwatcher.cli.option.Nearest;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.error.WeightWatcherException;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.options.AnalyzeOptions;

/// Says why nothing is left to analyse, with names that may have been meant.
///
/// @param model the model
/// @param options the filters and limits that left nothing
record NoLayers(Model model, AnalyzeOptions options) {
  private static final int NAMES = 5;

  /// @param layers what is left: no layer
  /// @return the failure
  WeightWatcherException exception(LayerList layers) {
    Optional<ModelFormatException> refusal = model.refusal();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String path = Printable.brief(model.file().location());
    if (layers.found() == 0 || options.layers().isAll()) {
      return new WeightWatcherException(
          ErrorCode.E_NO_LAYERS,
          "%s: nothing to analyze, all %d tensors are skipped"
              .formatted(path, layers.skipped().size()),
          "",
          "`weightwatcher describe %s` for the reasons".formatted(path),
          null);
    }
    String specs = String.join(",", options.layerSpecs());
    return new WeightWatcherException(
        ErrorCode.E_NO_LAYERS,
        "no layer matches --layers " + Printable.brief(specs),
        path,
        "one of the %d layers, such as %s".formatted(layers.found(), nearest(specs)),
        null);
  }

  private String nearest(String specs) {
    AnalyzeOptions unfiltered =
        AnalyzeOptions.builder()
            .minEvals(options.minEvals())
            .maxEvals(options.maxEvals())
            .maxN(options.maxN())
            .compat(options.compat())
            .build();
    List<String> names = model.describe(unfiltered).layers().stream().map(Layer::longname).toList();
    return Nearest.list(specs, names, NAMES).stream()
        .map(Printable::brief)
        .collect(Collectors.joining(", "));
  }
}
