package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// The reference's layers of a state dict: keys ending in `.weight`, types by shape alone, an id
/// for every key.
///
/// `weightwatcher.py`, classes `PyStateDictLayer`, `PyStateDictFileLayer` and their iterators. Its
/// defects (ids that jump with three shards, sides that are not ordered) are reproduced: they are
/// rows of the list of differences.
final class ReferenceRules {
  private static final String SUFFIX = ".weight";

  private ReferenceRules() {}

  static List<Candidate> candidates(ModelFile model, AnalyzeOptions options) {
    if (ReferenceKerasRules.apply(model)) {
      return ReferenceKerasRules.candidates(model, options);
    }
    int start = options.startIds().orElse(0);
    if (start == 0) {
      start = model.firstId();
    }
    List<Candidate> candidates = new ArrayList<>();
    int base = start;
    int total = 0;
    for (ModelPart part : model.parts()) {
      int inPart = 0;
      for (StoredTensor stored : inReferenceOrder(model, part)) {
        boolean counts = stored.name().endsWith(SUFFIX);
        candidates.add(counts ? candidate(stored, base + inPart) : noLayer(stored));
        inPart += counts ? 1 : 0;
      }
      // The reference adds the running total, not the count of this shard: from the third shard on
      // the ids jump.
      total += inPart;
      base += total;
    }
    return candidates;
  }

  private static List<StoredTensor> inReferenceOrder(ModelFile model, ModelPart part) {
    var tensors = model.tensors().stream().filter(t -> t.part().equals(part.file()));
    return switch (model.order()) {
      case MEANINGFUL, INDEX -> tensors.toList();
      case ARBITRARY -> tensors.sorted(Comparator.comparing(StoredTensor::name)).toList();
    };
  }

  private static Candidate noLayer(StoredTensor stored) {
    return Candidate.noMatrix(stored.name(), LayerType.OTHER, stored.shape());
  }

  private static Candidate candidate(StoredTensor stored, int id) {
    String name = stored.name().substring(0, stored.name().length() - SUFFIX.length());
    return switch (stored) {
      case StoredTensor.Unusable tensor -> Candidate.unreadable(name, tensor);
      case StoredTensor.Usable(Tensor tensor, String part, _) -> {
        Shape shape = tensor.shape();
        Slices slices = new Slices(shape, false);
        boolean known = (shape.rank() == 2 || shape.rank() == 4) && slices.exist();
        yield known && shape.dim(0) >= 2 && !shape.isEmpty()
            ? new Candidate.Found(layer(tensor, slices, part, name, id))
            : Candidate.noMatrix(name, LayerType.OTHER, shape);
      }
    };
  }

  private static Layer layer(Tensor tensor, Slices slices, String part, String name, int id) {
    Shape shape = tensor.shape();
    boolean dense = shape.rank() == 2;
    long first = shape.dim(0);
    long second = shape.dim(1);
    boolean firstIsN = dense ? first >= second : firstIsN(shape);
    return new Layer(
        id,
        name,
        name,
        dense ? LayerType.DENSE : LayerType.CONV2D,
        tensor.name(),
        part,
        tensor.dtype(),
        shape,
        firstIsN ? first : second,
        firstIsN ? second : first,
        slices.in(tensor),
        new Makeup.Whole(slices.kernel()));
  }

  /// The reference exchanges N and M once per kernel position when there are fewer outputs than
  /// inputs, so an even kernel area leaves them wrong; and never when the kernel is wider than the
  /// channels.
  private static boolean firstIsN(Shape shape) {
    boolean channelsLookLarger = shape.dim(0) + shape.dim(1) >= shape.dim(2) + shape.dim(3);
    boolean oddArea = shape.dim(2) * shape.dim(3) % 2 == 1;
    return !(channelsLookLarger && shape.dim(0) < shape.dim(1) && oddArea);
  }
}
