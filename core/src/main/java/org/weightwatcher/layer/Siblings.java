package org.weightwatcher.layer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Shape;

/// The other tensors of a model by their names: some tensors are understood only beside a
/// neighbour.
final class Siblings {
  private final Map<String, Shape> shapes = new HashMap<>();

  Siblings(Iterable<StoredTensor> tensors) {
    // Of two files with the same name in them, the first counts: which one does not matter.
    tensors.forEach(tensor -> shapes.putIfAbsent(tensor.name(), tensor.shape()));
  }

  /// @param tensorName as the file spells it
  /// @param role how its last segment ends
  /// @param other what the sibling has in its place
  /// @return shape of the sibling, if there is one
  Optional<Shape> shape(String tensorName, String role, String other) {
    int at = tensorName.lastIndexOf(role);
    return at < 0
        ? Optional.empty()
        : Optional.ofNullable(
            shapes.get(
                tensorName.substring(0, at) + other + tensorName.substring(at + role.length())));
  }
}
