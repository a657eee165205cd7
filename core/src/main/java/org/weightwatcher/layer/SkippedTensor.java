package org.weightwatcher.layer;

import org.weightwatcher.tensor.Shape;

/// A tensor that is not analysed, and why.
///
/// @param name what is shown: the layer's long name where there is one, else the tensor's name
/// @param type kind, as far as the name and shape tell
/// @param shape dimensions
/// @param parameters number of elements; 0 where unknown
/// @param reason why
/// @param detail the reason in words, with its numbers
public record SkippedTensor(
    String name, LayerType type, Shape shape, long parameters, SkipReason reason, String detail) {

  /// @param layer a layer that is left out
  /// @param reason why
  /// @param detail the reason in words, with its numbers
  /// @return its entry
  public static SkippedTensor of(Layer layer, SkipReason reason, String detail) {
    return new SkippedTensor(
        layer.longname(), layer.type(), layer.shape(), layer.parameters(), reason, detail);
  }
}
