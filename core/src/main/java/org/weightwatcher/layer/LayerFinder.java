package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.options.AnalyzeOptions;

/// Finds the layers of a model: by our rules, or by the reference's.
public final class LayerFinder {
  private LayerFinder() {}

  /// @param model what the files hold
  /// @param options ids, filters and size limits
  /// @return the layers to analyse and every other tensor with its reason
  public static LayerList find(ModelFile model, AnalyzeOptions options) {
    List<Candidate> candidates =
        options.compat().reference()
            ? ReferenceRules.candidates(model, options)
            : DefaultRules.candidates(model, options);
    LayerSelector selector = new LayerSelector(options);
    List<Layer> layers = new ArrayList<>();
    List<SkippedTensor> skipped = new ArrayList<>();
    for (Candidate candidate : candidates) {
      switch (candidate) {
        case Candidate.Found(Layer layer) ->
            selector.reject(layer).ifPresentOrElse(skipped::add, () -> layers.add(layer));
        case Candidate.Skipped(SkippedTensor tensor) -> skipped.add(tensor);
      }
    }
    int found =
        layers.size()
            + (int) skipped.stream().filter(s -> s.reason() == SkipReason.FILTERED).count();
    return new LayerList(layers, skipped, found);
  }
}
