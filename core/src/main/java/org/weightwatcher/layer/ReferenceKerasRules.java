package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// The reference's layers of a Keras model: the first weight of each layer whose class it knows.
///
/// `weightwatcher.py`, classes `KerasLayer` and `KerasIterator`. Ids count the layers that have
/// weights; the reference counts those without, too, which stand in no tensor.
final class ReferenceKerasRules {
  private ReferenceKerasRules() {}

  /// @param model what the files hold
  /// @return whether its layers are Keras': they have classes, and their outputs are last
  static boolean apply(ModelFile model) {
    return model.tensors().stream().anyMatch(stored -> keras(stored).isPresent());
  }

  private static Optional<Declared> keras(StoredTensor stored) {
    return stored instanceof StoredTensor.Usable usable
        ? Optional.of(usable.declared())
            .filter(declared -> declared.axes() == AxisOrder.OUTPUTS_LAST)
            .filter(declared -> !declared.module().isEmpty() && !declared.layer().isEmpty())
        : Optional.empty();
  }

  static List<Candidate> candidates(ModelFile model, AnalyzeOptions options) {
    int start = options.startIds().orElse(0);
    Map<String, Integer> ids = new HashMap<>();
    List<Candidate> candidates = new ArrayList<>();
    for (StoredTensor stored : model.tensors()) {
      Optional<Declared> declared = keras(stored);
      boolean first = declared.isPresent() && !ids.containsKey(declared.get().layer());
      if (first && stored instanceof StoredTensor.Usable usable) {
        int id = start + ids.size();
        ids.put(declared.get().layer(), id);
        candidates.add(candidate(usable, declared.get(), id));
      } else if (stored instanceof StoredTensor.Unusable tensor) {
        candidates.add(Candidate.unreadable(stored.name(), tensor));
      } else {
        candidates.add(Candidate.noMatrix(stored.name(), LayerType.OTHER, stored.shape()));
      }
    }
    return candidates;
  }

  private static Candidate candidate(StoredTensor.Usable usable, Declared declared, int id) {
    Shape shape = usable.shape();
    String name = NameRules.lastSegment(declared.layer());
    LayerType type = type(declared.module().toLowerCase(Locale.ROOT));
    Slices slices = new Slices(shape, true);
    // With any other number of axes the reference stops: a crash is not reproduced.
    boolean fits = shape.rank() == (type == LayerType.CONV2D ? 4 : 2);
    boolean known = type != LayerType.OTHER && type != LayerType.NORM;
    return known && fits && !shape.isEmpty() && slices.exist()
        ? new Candidate.Found(layer(usable, slices, type, name, id))
        : Candidate.noMatrix(name, type == LayerType.NORM ? type : LayerType.OTHER, shape);
  }

  private static LayerType type(String module) {
    if (module.contains("dense")) {
      return LayerType.DENSE;
    }
    if (module.contains("conv1d")) {
      return LayerType.CONV1D;
    }
    if (module.contains("conv2d")) {
      return LayerType.CONV2D;
    }
    if (module.contains("embedding")) {
      return LayerType.EMBEDDING;
    }
    return module.equals("layernormalization") ? LayerType.NORM : LayerType.OTHER;
  }

  private static Layer layer(
      StoredTensor.Usable usable, Slices slices, LayerType type, String name, int id) {
    Tensor tensor = usable.tensor();
    Shape shape = tensor.shape();
    int axis = shape.rank() - 2;
    long first = shape.dim(axis);
    long second = shape.dim(axis + 1);
    boolean firstIsN = axis == 0 ? first >= second : firstIsN(shape);
    return new Layer(
        id,
        name,
        name,
        type,
        tensor.name(),
        usable.part(),
        tensor.dtype(),
        shape,
        firstIsN ? first : second,
        firstIsN ? second : first,
        slices.in(tensor),
        new Makeup.Whole(slices.kernel()));
  }

  /// The reference takes inputs for M and exchanges M and N once per kernel position when there are
  /// fewer outputs, so an even kernel area leaves them wrong; where the kernel is wider than the
  /// channels it takes inputs for N and never orders them.
  private static boolean firstIsN(Shape shape) {
    boolean kernelLooksLarger = shape.dim(0) + shape.dim(1) >= shape.dim(2) + shape.dim(3);
    boolean oddArea = shape.dim(0) * shape.dim(1) % 2 == 1;
    return kernelLooksLarger || (shape.dim(3) < shape.dim(2) && oddArea);
  }
}
