package org.weightwatcher.format.numpy;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import tools.jackson.core.JsonToken;

/// Parses the value of one layer of a description. Texts that are `null` or absent count as empty;
/// keys that are not needed are passed over. One object serves one layer.
final class FlatLayerParser {
  private final JsonCursor json;
  private final String key;
  private final Predicate<String> plain;
  private final Map<String, String> texts = new HashMap<>();

  /// @param json stands on the key of the layer
  /// @param plain whether a file's name stays in the folder
  FlatLayerParser(JsonCursor json, String key, Predicate<String> plain) {
    this.json = json;
    this.key = key;
    this.plain = plain;
  }

  FlatLayer parse() {
    int id = id();
    if (json.next() != JsonToken.START_OBJECT) {
      throw broken("must be an object but is " + Printable.brief(json.text()));
    }
    while (json.next() != JsonToken.END_OBJECT) {
      parseField(json.text());
    }
    String name = text("name");
    String longname = text("longname").isEmpty() ? name : text("longname");
    if (longname.isEmpty()) {
      throw broken("must have a longname or a name");
    }
    return new FlatLayer(id, text("type"), longname, text("weightfile"), text("biasfile"));
  }

  private int id() {
    try {
      int id = key.matches("[0-9]{1,10}") ? Integer.parseInt(key) : -1;
      if (id >= 0) {
        return id;
      }
    } catch (NumberFormatException tooLarge) {
      // Said below.
    }
    throw broken("must have a number in [0, 2^31) as its key");
  }

  private void parseField(String field) {
    JsonToken token = json.next();
    switch (field) {
      case "name", "longname", "type" -> put(field, parseText(field, token));
      case "weightfile", "biasfile" -> put(field, parseFile(field, token));
      default -> json.skip();
    }
  }

  private void put(String field, String value) {
    if (texts.put(field, value) != null) {
      throw json.failed(ErrorCode.E_DUPLICATE, subject() + "has " + field + " twice");
    }
  }

  private String parseText(String field, JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token != JsonToken.VALUE_STRING) {
      throw broken(
          "must have a text as %s but has %s".formatted(field, Printable.brief(json.text())));
    }
    String text = json.text();
    if (text.length() > Limits.TENSOR_NAME) {
      throw json.failed(
          ErrorCode.E_LIMIT,
          subject() + "must have at most %d characters as %s".formatted(Limits.TENSOR_NAME, field));
    }
    return text;
  }

  private String parseFile(String field, JsonToken token) {
    String file = parseText(field, token);
    if (!file.isEmpty() && !plain.test(file)) {
      throw json.failed(
          ErrorCode.E_UNSAFE_PATH,
          subject()
              + "must name a file of the same folder as %s but names %s"
                  .formatted(field, JsonCursor.quoted(file)));
    }
    return file;
  }

  private String text(String field) {
    return texts.getOrDefault(field, "");
  }

  private String subject() {
    return "layer " + JsonCursor.quoted(key) + " ";
  }

  private ModelFormatException broken(String what) {
    return json.malformed(subject() + what);
  }
}
