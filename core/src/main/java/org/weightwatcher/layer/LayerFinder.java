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
  /// @return what makes the rows: one layer each, without pooling one matrix of a layer, with
  ///   products a pair, stacked all together; and every other tensor with its reason
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
          List<Layer> rows = rows(whole, options);
          // Slices differ in nothing that the selector looks at.
          Optional<SkippedTensor> reason = selector.reject(rows.getFirst());
          reason.ifPresentOrElse(skipped::add, () -> layers.addAll(rows));
          boolean kept = reason.isEmpty() || reason.orElseThrow().reason() == SkipReason.FILTERED;
          found += kept ? rows.size() : 0;
        }
        case Candidate.Skipped(SkippedTensor tensor) -> skipped.add(tensor);
      }
    }
    return LayerRows.of(layers, skipped, found, options);
  }

  private static List<Layer> rows(Layer whole, AnalyzeOptions options) {
    if (!options.spectrum().pool()) {
      return whole.slices();
    }
    boolean operator =
        options.matrices().convFft()
            && whole.type() == LayerType.CONV2D
            && whole.makeup() instanceof Makeup.Whole;
    return List.of(operator ? whole.made(new Makeup.Frequencies(whole.kernel())) : whole);
  }
}
