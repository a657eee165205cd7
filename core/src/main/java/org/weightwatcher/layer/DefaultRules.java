package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Our rules: every floating-point tensor of rank 2 or 4 that its name does not call a buffer is a
/// layer; one storage is one layer; only layers use ids.
final class DefaultRules {
  private final AnalyzeOptions options;
  private final Map<Storage, List<Tensor>> seen = new HashMap<>();

  private DefaultRules(AnalyzeOptions options) {
    this.options = options;
  }

  static List<Candidate> candidates(ModelFile model, AnalyzeOptions options) {
    return new DefaultRules(options).all(model);
  }

  private List<Candidate> all(ModelFile model) {
    int id = options.startIds().orElse(model.firstId());
    List<Candidate> candidates = new ArrayList<>();
    for (StoredTensor stored : inOrder(model)) {
      Candidate candidate = candidate(stored, id);
      candidates.add(candidate);
      if (candidate instanceof Candidate.Found && stored instanceof StoredTensor.Usable usable) {
        seen.computeIfAbsent(usable.tensor().storage(), key -> new ArrayList<>())
            .add(usable.tensor());
        id++;
      }
    }
    return candidates;
  }

  private static List<StoredTensor> inOrder(ModelFile model) {
    return switch (model.order()) {
      case MEANINGFUL -> model.tensors();
      case INDEX, ARBITRARY ->
          model.tensors().stream()
              .sorted(
                  Comparator.comparingInt((StoredTensor t) ->
                          NameRules.place(NameRules.longname(t.name()), t.shape()))
                      .thenComparing(StoredTensor::name, new NaturalOrder()))
              .toList();
    };
  }

  private Candidate candidate(StoredTensor stored, int id) {
    String longname = NameRules.longname(stored.name());
    return switch (stored) {
      case StoredTensor.Unusable tensor -> Skips.unreadable(longname, tensor);
      case StoredTensor.Usable usable -> {
        Tensor tensor = usable.tensor();
        Shape shape = tensor.shape();
        if (shape.isEmpty()) {
          yield Skips.skipped(
              longname, LayerType.OTHER, shape, SkipReason.EMPTY, "empty tensor: " + shape);
        }
        if (NameRules.isBuffer(tensor.name()) || isVector(shape)) {
          yield Skips.noMatrix(longname, NameRules.typeWithoutMatrix(longname), shape);
        }
        yield withMatrix(usable, longname, id);
      }
    };
  }

  private static boolean isVector(Shape shape) {
    return shape.rank() < 2 || (shape.rank() == 2 && Math.min(shape.dim(0), shape.dim(1)) < 2);
  }

  private Candidate withMatrix(StoredTensor.Usable usable, String longname, int id) {
    Tensor tensor = usable.tensor();
    Shape shape = tensor.shape();
    switch (tensor.dtype().kind()) {
      case FLOAT -> {}
      case INTEGER -> {
        return Skips.skipped(
            longname,
            LayerType.OTHER,
            shape,
            SkipReason.INTEGER,
            "integer tensor without quantization parameters");
      }
      case COMPLEX -> {
        return Skips.skipped(longname, LayerType.OTHER, shape, SkipReason.COMPLEX, "complex dtype");
      }
      case OPAQUE -> {
        return Skips.skipped(
            longname,
            LayerType.OTHER,
            shape,
            SkipReason.UNREADABLE,
            "unreadable: no encoding is defined for " + tensor.dtype().label());
      }
    }
    Slices slices = Slices.of(shape, usable.declared().axes(), options.matrices().channels());
    if (!slices.exist()) {
      return Skips.skipped(
          longname, LayerType.OTHER, shape, SkipReason.UNSUPPORTED_SHAPE, slices.reasonAgainst());
    }
    return seen.getOrDefault(tensor.storage(), List.of()).stream()
        .filter(tensor::sameData)
        .findFirst()
        .map(first -> tied(tensor, longname, first))
        .orElseGet(() -> new Candidate.Found(layer(usable, slices, longname, id)));
  }

  private static Candidate tied(Tensor tensor, String longname, Tensor first) {
    return Skips.skipped(
        longname,
        NameRules.typeOf(longname, tensor.shape()),
        tensor.shape(),
        SkipReason.TIED,
        "same data as " + Printable.brief(NameRules.longname(first.name())));
  }

  private static Layer layer(StoredTensor.Usable usable, Slices slices, String longname, int id) {
    Tensor tensor = usable.tensor();
    Shape shape = tensor.shape();
    return new Layer(
        id,
        NameRules.lastSegment(longname),
        longname,
        NameRules.typeOf(longname, shape),
        tensor.name(),
        usable.part(),
        tensor.dtype(),
        shape,
        slices.longSide(),
        slices.shortSide(),
        slices.in(tensor),
        new Makeup.Whole(slices.kernel()));
  }
}
