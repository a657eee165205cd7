package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.options.AnalyzeOptions;

/// Finds the layers of a model: by our rules, or by the reference's.
public final class LayerFinder {
  private LayerFinder() {}

  /// @param model what the files hold
  /// @param options ids, filters and size limits
  /// @return the layers to analyse, without pooling one for each matrix, and every other tensor
  ///   with its reason
  public static LayerList find(ModelFile model, AnalyzeOptions options) {
    List<Candidate> candidates =
        options.compat().reference()
            ? ReferenceRules.candidates(model, options)
            : DefaultRules.candidates(model, options);
    LayerSelector selector = new LayerSelector(options);
    List<Layer> layers = new ArrayList<>();
    List<SkippedTensor> skipped = new ArrayList<>();
    int found = 0;
    for (Candidate candidate : candidates) {
      switch (candidate) {
        case Candidate.Found(Layer whole) -> {
          List<Layer> rows = options.spectrum().pool() ? List.of(whole) : whole.slices();
          // Slices differ in nothing that the selector looks at.
          Optional<SkippedTensor> reason = selector.reject(rows.getFirst());
          reason.ifPresentOrElse(skipped::add, () -> layers.addAll(rows));
          boolean kept = reason.isEmpty() || reason.orElseThrow().reason() == SkipReason.FILTERED;
          found += kept ? rows.size() : 0;
        }
        case Candidate.Skipped(SkippedTensor tensor) -> skipped.add(tensor);
      }
    }
    return new LayerList(layers, skipped, found);
  }
}
