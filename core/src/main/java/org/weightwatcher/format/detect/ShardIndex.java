package org.weightwatcher.format.detect;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import tools.jackson.core.JsonToken;

/// The index of a sharded model: which file holds which tensor.
///
/// @param weightMap file of each tensor, in the order of the file; every name of a file is a plain
///   name
/// @param repeated a tensor that is listed twice, the last entry wins; empty if there is none
record ShardIndex(Map<String, String> weightMap, Optional<String> repeated) {
  private static final String KEY = "weight_map";

  /// @param location path as the user gave it
  static ShardIndex read(String location, ByteSource source) {
    String shown = Printable.brief(location);
    if (source.length() > Limits.INDEX_JSON) {
      throw Limits.exceeded(shown + ": size", source.length(), Limits.INDEX_JSON, "");
    }
    try (JsonCursor json =
        new JsonCursor(shown, "index", source.slice(0, source.length()), 0, Limits.JSON_DEPTH)) {
      return parse(shown, json);
    }
  }

  /// The distinct files, sorted by name.
  List<String> files() {
    return List.copyOf(new TreeSet<>(weightMap.values()));
  }

  private static ShardIndex parse(String shown, JsonCursor json) {
    Optional<ShardIndex> found = Optional.empty();
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.malformed("index must be an object");
    }
    while (json.next() != JsonToken.END_OBJECT) {
      boolean map = json.text().equals(KEY);
      json.next();
      if (map) {
        found = Optional.of(parseMap(shown, json));
      } else {
        json.skip();
      }
    }
    json.expectEnd();
    return found.orElseThrow(() -> json.malformed("index must have a " + KEY + " but has none"));
  }

  private static ShardIndex parseMap(String shown, JsonCursor json) {
    if (json.current() != JsonToken.START_OBJECT) {
      throw json.malformed(KEY + " must be an object but is " + Printable.brief(json.text()));
    }
    Map<String, String> map = new LinkedHashMap<>();
    Set<String> files = new HashSet<>();
    Optional<String> repeated = Optional.empty();
    while (json.next() != JsonToken.END_OBJECT) {
      String tensor = json.text();
      String file = parseFile(json, tensor);
      if (map.put(tensor, file) != null) {
        repeated = repeated.or(() -> Optional.of(tensor));
      }
      files.add(file);
      check(shown, "entries of the index", map.size(), Limits.INDEX_ENTRIES);
      check(shown, "files of the index", files.size(), Limits.SHARDS);
    }
    return new ShardIndex(Collections.unmodifiableMap(map), repeated);
  }

  private static String parseFile(JsonCursor json, String tensor) {
    if (json.next() != JsonToken.VALUE_STRING) {
      throw json.malformed(
          "%s must hold names of files but %s is %s"
              .formatted(KEY, JsonCursor.quoted(tensor), Printable.brief(json.text())));
    }
    String file = json.text();
    if (!ShardNames.isPlain(file)) {
      throw json.failed(
          ErrorCode.E_UNSAFE_PATH,
          "%s must name files of the same folder but %s is in %s"
              .formatted(KEY, JsonCursor.quoted(tensor), JsonCursor.quoted(file)));
    }
    return file;
  }

  private static void check(String shown, String what, int count, int limit) {
    if (count > limit) {
      throw Limits.exceeded(shown + ": number of " + what, count, limit, "");
    }
  }

  /// @param index name of the index file itself
  void refuseItself(String shown, String index) {
    if (weightMap.containsValue(index)) {
      throw new ModelFormatException(
          ErrorCode.E_MALFORMED,
          shown + ": " + KEY + " must name files with tensors but names the index itself",
          "key " + JsonCursor.quoted(KEY),
          "");
    }
  }
}
