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
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Our rules: every floating-point tensor of two axes or more that its name does not call a buffer
/// and for which there is a rule of matrices is a layer, or several; one storage is one layer; only
/// layers use ids.
final class DefaultRules {
  /// A layer that was found, and the tensor it comes from.
  private record First(Tensor tensor, String longname) {}

  private final AnalyzeOptions options;
  private final Siblings siblings;
  private final MatrixRules rules;
  private final Map<Storage, List<First>> seen = new HashMap<>();

  private DefaultRules(ModelFile model, AnalyzeOptions options) {
    this.options = options;
    siblings = new Siblings(model.tensors());
    rules = new MatrixRules(siblings, options);
  }

  static List<Candidate> candidates(ModelFile model, AnalyzeOptions options) {
    return new DefaultRules(model, options).all(model);
  }

  private List<Candidate> all(ModelFile model) {
    int id = options.startIds().orElse(model.firstId());
    List<Candidate> candidates = new ArrayList<>();
    for (StoredTensor stored : inOrder(model)) {
      for (Candidate candidate : candidates(stored, id)) {
        candidates.add(candidate);
        id += candidate instanceof Candidate.Found ? 1 : 0;
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

  /// What becomes of a tensor: one entry where it is skipped, one for each layer where not, with
  /// ids from the given one.
  private List<Candidate> candidates(StoredTensor stored, int id) {
    Identity known = Identity.of(stored, siblings);
    return switch (stored) {
      case StoredTensor.Unusable tensor -> List.of(Candidate.unreadable(known.longname(), tensor));
      case StoredTensor.Usable usable -> {
        Shape shape = usable.shape();
        if (shape.isEmpty()) {
          yield skipped(
              known, new MatrixPlan.Refused(SkipReason.EMPTY, "empty tensor: " + shape), shape);
        }
        yield known.isBuffer() || isVector(shape)
            ? withoutMatrix(usable, known, id)
            : withMatrix(usable, known, id);
      }
    };
  }

  private static boolean isVector(Shape shape) {
    return shape.rank() < 2 || (shape.rank() == 2 && Math.min(shape.dim(0), shape.dim(1)) < 2);
  }

  private List<Candidate> withoutMatrix(StoredTensor.Usable usable, Identity known, int id) {
    LayerType type = known.typeWithoutMatrix();
    Tensor tensor = usable.tensor();
    boolean listed =
        options.layerSettings().includeNorms()
            && type == LayerType.NORM
            && known.isScale()
            && tensor.shape().rank() == 1
            && tensor.dtype().kind() == DType.Kind.FLOAT;
    return listed
        ? found(usable, known, MatrixPlan.column(type, tensor), id)
        : List.of(Candidate.noMatrix(known.longname(), type, tensor.shape()));
  }

  private List<Candidate> withMatrix(StoredTensor.Usable usable, Identity known, int id) {
    Tensor tensor = usable.tensor();
    return switch (plan(known, tensor)) {
      case MatrixPlan.Refused refused -> skipped(known, refused, tensor.shape());
      case MatrixPlan.Layers layers ->
          seen.getOrDefault(tensor.storage(), List.of()).stream()
              .filter(first -> tensor.sameData(first.tensor()))
              .findFirst()
              .map(first -> List.of(tied(known, layers.type(), tensor.shape(), first)))
              .orElseGet(() -> found(usable, known, layers, id));
    };
  }

  private MatrixPlan plan(Identity known, Tensor tensor) {
    return switch (tensor.dtype().kind()) {
      case FLOAT -> rules.plan(known, tensor);
      case INTEGER ->
          new MatrixPlan.Refused(
              SkipReason.INTEGER, "integer tensor without quantization parameters");
      case COMPLEX -> new MatrixPlan.Refused(SkipReason.COMPLEX, "complex dtype");
      case OPAQUE ->
          new MatrixPlan.Refused(
              SkipReason.UNREADABLE,
              "unreadable: no encoding is defined for " + tensor.dtype().label());
    };
  }

  private static List<Candidate> skipped(Identity known, MatrixPlan.Refused refused, Shape shape) {
    return List.of(
        Candidate.skipped(
            known.longname(), LayerType.OTHER, shape, refused.reason(), refused.detail()));
  }

  private static Candidate tied(Identity known, LayerType type, Shape shape, First first) {
    return Candidate.skipped(
        known.longname(),
        type,
        shape,
        SkipReason.TIED,
        "same data as " + Printable.brief(first.longname()));
  }

  private List<Candidate> found(
      StoredTensor.Usable usable, Identity known, MatrixPlan.Layers layers, int id) {
    Tensor tensor = usable.tensor();
    seen.computeIfAbsent(tensor.storage(), key -> new ArrayList<>())
        .add(new First(tensor, known.longname()));
    List<Candidate> found = new ArrayList<>();
    for (MatrixPlan.Part part : layers.parts()) {
      int own = id + found.size();
      found.add(new Candidate.Found(layer(usable, known, layers.type(), part, own)));
    }
    return found;
  }

  private static Layer layer(
      StoredTensor.Usable usable, Identity known, LayerType type, MatrixPlan.Part part, int id) {
    String longname =
        part.suffix().isEmpty() ? known.longname() : known.longname() + "." + part.suffix();
    return new Layer(
        id,
        NameRules.lastSegment(longname),
        longname,
        type,
        usable.name(),
        usable.part(),
        usable.tensor().dtype(),
        part.shape(),
        part.longSide(),
        part.shortSide(),
        part.matrices(),
        new Makeup.Whole(part.kernel()));
  }
}
