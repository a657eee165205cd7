package org.weightwatcher.format.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the configuration of a model says about one layer, or about a model inside it.
///
/// @param className class without its package (`Conv2D`, `Functional`); empty where missing
/// @param name as the user named the layer; empty where missing
/// @param layers layers of a model, in order; empty for any other layer
/// @param wrapped the layer inside a wrapper (`Bidirectional`, `TimeDistributed`)
/// @param backward the second layer of a `Bidirectional` if it is configured on its own
/// @param equation of an `EinsumDense`; empty otherwise
/// @param scale whether a normalization has a factor
/// @param center whether a normalization has an offset
/// @param quantization mode of a quantized layer (`int8`); empty otherwise
record LayerConfig(
    String className,
    String name,
    List<LayerConfig> layers,
    Optional<LayerConfig> wrapped,
    Optional<LayerConfig> backward,
    String equation,
    boolean scale,
    boolean center,
    String quantization) {
  /// A layer of which nothing is known.
  static final LayerConfig UNKNOWN =
      new LayerConfig("", "", List.of(), Optional.empty(), Optional.empty(), "", true, true, "");

  LayerConfig {
    layers = List.copyOf(layers);
  }

  /// A layer of which the class is known.
  static LayerConfig ofClass(String className) {
    return new LayerConfig(
        className, "", List.of(), Optional.empty(), Optional.empty(), "", true, true, "");
  }

  boolean isModel() {
    return !layers.isEmpty();
  }

  /// The layer that has the weights: a wrapper has none of its own.
  LayerConfig innermost() {
    LayerConfig layer = this;
    while (layer.wrapped.isPresent()) {
      layer = layer.wrapped.get();
    }
    return layer;
  }

  /// All layers by name, those of models inside too; of two with one name the outer one.
  Map<String, LayerConfig> byName() {
    Map<String, LayerConfig> found = new HashMap<>();
    collect(found);
    return found;
  }

  private void collect(Map<String, LayerConfig> found) {
    layers.forEach(layer -> found.putIfAbsent(layer.name(), layer));
    layers.forEach(layer -> layer.collect(found));
    wrapped.ifPresent(layer -> layer.collect(found));
  }
}
