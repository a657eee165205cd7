package org.weightwatcher.format;

import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// One entry of a model file: a tensor that can be read, or why it cannot.
public sealed interface StoredTensor {
  /// @return name as the file spells it; escape before printing
  String name();

  /// @return dimensions; empty (rank 0) where the file does not say
  Shape shape();

  /// @return the file that holds it, as the model's parts name it
  String part();

  /// A tensor whose every element lies inside its storage.
  ///
  /// @param tensor the description
  /// @param part the file that holds it
  /// @param declared what the file says about its layer
  record Usable(Tensor tensor, String part, Declared declared) implements StoredTensor {
    /// A tensor of which the file tells no more than its name; parameters as above.
    public Usable(Tensor tensor, String part) {
      this(tensor, part, Declared.NOTHING);
    }

    @Override
    public String name() {
      return tensor.name();
    }

    @Override
    public Shape shape() {
      return tensor.shape();
    }
  }

  /// An entry that is listed but cannot be read; the rest of the file can.
  ///
  /// @param name as the file spells it
  /// @param shape dimensions; rank 0 where unknown
  /// @param part the file that holds it
  /// @param code kind of the defect
  /// @param reason what is wrong, for the list of skipped layers: names the rule and the found
  ///   value
  record Unusable(String name, Shape shape, String part, ErrorCode code, String reason)
      implements StoredTensor {}
}
