package org.weightwatcher.format.torch;

import org.weightwatcher.format.pickle.PickleValue;

/// What a pickled object holds in one place that may be a weight.
///
/// @param name path of keys
/// @param kind what it is
/// @param object the description
/// @param module class of the module that owns it, without packages; empty outside of modules
record Leaf(String name, Kind kind, PickleValue.Instance object, String module) {

  /// What a leaf is.
  enum Kind {
    /// The description of a tensor.
    TENSOR,
    /// Parameters of a quantized layer in the form of the backend.
    PACKED,
    /// The result of a call that is not understood and not made.
    OPAQUE
  }

  boolean holdsWeights() {
    return kind != Kind.OPAQUE;
  }
}
