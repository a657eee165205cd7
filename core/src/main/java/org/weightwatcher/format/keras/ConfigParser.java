package org.weightwatcher.format.keras;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import tools.jackson.core.JsonToken;

/// Reads the configuration of a model. Everything but names, classes and a few switches is passed
/// over, so that code in it (`Lambda`) stays text that nobody looks at.
///
/// ```text
/// {"class_name": "Functional", "config": {"name": …, "layers": [{"class_name": "Conv2D", "config":
///   {"name": …}}, {"class_name": "Bidirectional", "config": {"name": …, "layer": {…}}}]}}
/// ```
///
/// In files of Keras 1 and 2 the configuration of a `Sequential` may be the list itself.
final class ConfigParser {
  private final JsonCursor json;
  private int count;

  private ConfigParser(JsonCursor json) {
    this.json = json;
  }

  /// @param file name for messages, not escaped
  /// @param text the JSON text
  /// @return the model
  /// @throws org.weightwatcher.error.ModelFormatException E_MALFORMED when it is no JSON or no
  ///   configuration, E_LIMIT when it is too long
  static LayerConfig parse(String file, MemorySegment text) {
    String shown = Printable.brief(file);
    if (text.byteSize() > Limits.JSON) {
      throw Limits.exceeded("bytes of a Keras configuration", text.byteSize(), Limits.JSON, shown);
    }
    try (JsonCursor json = new JsonCursor(shown, "configuration", text, 0, Limits.JSON_DEPTH)) {
      if (json.next() != JsonToken.START_OBJECT) {
        throw json.malformed("configuration must be a JSON object");
      }
      LayerConfig model = new ConfigParser(json).layer(0);
      json.expectEnd();
      return model;
    }
  }

  /// What was read of one layer so far.
  private static final class Draft {
    private String className = "";
    private String name = "";
    private List<LayerConfig> layers = List.of();
    private Optional<LayerConfig> wrapped = Optional.empty();
    private Optional<LayerConfig> backward = Optional.empty();
    private String equation = "";
    private boolean scale = true;
    private boolean center = true;
    private String quantization = "";

    LayerConfig finished() {
      return new LayerConfig(
          className, name, layers, wrapped, backward, equation, scale, center, quantization);
    }
  }

  private LayerConfig layer(int depth) {
    if (depth > Limits.KERAS_DEPTH) {
      throw json.failed(
          ErrorCode.E_LIMIT, "models must nest at most %d deep".formatted(Limits.KERAS_DEPTH));
    }
    if (++count > Limits.TENSORS) {
      throw json.failed(
          ErrorCode.E_LIMIT, "configuration has more than %d layers".formatted(Limits.TENSORS));
    }
    Draft draft = new Draft();
    while (json.next() != JsonToken.END_OBJECT) {
      String key = json.text();
      JsonToken value = json.next();
      if (key.equals("class_name") && value == JsonToken.VALUE_STRING) {
        draft.className = json.text();
      } else if (key.equals("config") && value == JsonToken.START_OBJECT) {
        config(draft, depth);
      } else if (key.equals("config") && value == JsonToken.START_ARRAY) {
        draft.layers = layers(depth);
      } else {
        json.skip();
      }
    }
    return draft.finished();
  }

  private void config(Draft draft, int depth) {
    while (json.next() != JsonToken.END_OBJECT) {
      String key = json.text();
      JsonToken value = json.next();
      switch (key) {
        case "name" -> draft.name = textOr(value, draft.name);
        case "equation" -> draft.equation = textOr(value, draft.equation);
        case "scale" -> draft.scale = isNotFalse(value);
        case "center" -> draft.center = isNotFalse(value);
        case "layers" -> draft.layers = value == JsonToken.START_ARRAY ? layers(depth) : skipped();
        case "layer" -> draft.wrapped = inner(value, depth);
        case "backward_layer" -> draft.backward = inner(value, depth);
        case "dtype" -> draft.quantization = quantization(value);
        default -> json.skip();
      }
    }
  }

  private List<LayerConfig> layers(int depth) {
    List<LayerConfig> layers = new ArrayList<>();
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (token == JsonToken.START_OBJECT) {
        layers.add(layer(depth + 1));
      } else {
        json.skip();
      }
    }
    return layers;
  }

  private Optional<LayerConfig> inner(JsonToken value, int depth) {
    if (value == JsonToken.START_OBJECT) {
      return Optional.of(layer(depth + 1));
    }
    json.skip();
    return Optional.empty();
  }

  /// `"int8_from_float32"`, or an object whose `config` has that as `name` or the mode as `mode`.
  private String quantization(JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return mode(json.text());
    }
    String mode = "";
    while (value == JsonToken.START_OBJECT && json.next() != JsonToken.END_OBJECT) {
      String key = json.text();
      JsonToken inner = json.next();
      if (key.equals("config") && inner == JsonToken.START_OBJECT) {
        mode = policy();
      } else {
        json.skip();
      }
    }
    if (value == JsonToken.START_ARRAY) {
      json.skip();
    }
    return mode;
  }

  private String policy() {
    String mode = "";
    while (json.next() != JsonToken.END_OBJECT) {
      String key = json.text();
      JsonToken value = json.next();
      if (key.equals("mode") && value == JsonToken.VALUE_STRING) {
        mode = json.text();
      } else if (key.equals("name") && value == JsonToken.VALUE_STRING && mode.isEmpty()) {
        mode = mode(json.text());
      } else {
        json.skip();
      }
    }
    return mode;
  }

  private static String mode(String policy) {
    int from = policy.indexOf("_from_");
    return from < 0 ? "" : policy.substring(0, from);
  }

  private String textOr(JsonToken value, String otherwise) {
    if (value == JsonToken.VALUE_STRING) {
      return json.text();
    }
    json.skip();
    return otherwise;
  }

  private boolean isNotFalse(JsonToken value) {
    json.skip();
    return value != JsonToken.VALUE_FALSE;
  }

  private List<LayerConfig> skipped() {
    json.skip();
    return List.of();
  }
}
