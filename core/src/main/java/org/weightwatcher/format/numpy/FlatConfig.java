package org.weightwatcher.format.numpy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import tools.jackson.core.JsonToken;

/// The description of a folder of arrays: `{"layers": {"0": {…}, …}, …}`. The folder of the weights
/// that it also names is not believed: all files lie beside it.
///
/// @param layers in its order, numbers and names distinct
record FlatConfig(List<FlatLayer> layers) {
  private static final String KEY = "layers";

  FlatConfig {
    layers = List.copyOf(layers);
  }

  /// @param shown name for messages, escaped
  /// @param bytes the text
  /// @param plain whether a file's name stays in the folder
  static FlatConfig parse(String shown, MemorySegment bytes, Predicate<String> plain) {
    if (bytes.byteSize() > Limits.JSON) {
      throw Limits.exceeded(shown + ": size", bytes.byteSize(), Limits.JSON, "");
    }
    try (JsonCursor json = new JsonCursor(shown, "description", bytes, 0, Limits.JSON_DEPTH)) {
      return parse(shown, json, plain);
    }
  }

  private static FlatConfig parse(String shown, JsonCursor json, Predicate<String> plain) {
    Optional<FlatConfig> found = Optional.empty();
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.malformed("description must be an object");
    }
    while (json.next() != JsonToken.END_OBJECT) {
      boolean layers = json.text().equals(KEY);
      if (layers && found.isPresent()) {
        throw json.failed(ErrorCode.E_DUPLICATE, "description has " + KEY + " twice");
      }
      json.next();
      if (layers) {
        found = Optional.of(parseLayers(shown, json, plain));
      } else {
        json.skip();
      }
    }
    json.expectEnd();
    return found.orElseThrow(
        () -> json.malformed("description must have " + KEY + " but has none"));
  }

  private static FlatConfig parseLayers(String shown, JsonCursor json, Predicate<String> plain) {
    if (json.current() != JsonToken.START_OBJECT) {
      throw json.malformed(KEY + " must be an object but is " + Printable.brief(json.text()));
    }
    List<FlatLayer> layers = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    while (json.next() != JsonToken.END_OBJECT) {
      String key = json.text();
      FlatLayer layer = new FlatLayerParser(json, key, plain).parse();
      if (!ids.add(layer.id())) {
        throw json.failed(ErrorCode.E_DUPLICATE, KEY + " has " + JsonCursor.quoted(key) + " twice");
      }
      if (!names.add(layer.longname())) {
        throw json.failed(
            ErrorCode.E_DUPLICATE,
            KEY + " has the longname " + JsonCursor.quoted(layer.longname()) + " twice");
      }
      layers.add(layer);
      if (layers.size() > Limits.DIRECTORY_ENTRIES) {
        throw Limits.exceeded(
            shown + ": number of layers", layers.size(), Limits.DIRECTORY_ENTRIES, "");
      }
    }
    return new FlatConfig(layers);
  }
}
