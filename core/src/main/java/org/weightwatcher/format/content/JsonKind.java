package org.weightwatcher.format.content;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.numpy.FlatFilesReader;
import tools.jackson.core.JsonToken;

/// Recognises the JSON files beside a model by their top-level keys.
final class JsonKind {
  private JsonKind() {}

  static Optional<Verdict> test(Head head) {
    if (head.nameEnds(".index.json")) {
      // A broken index is an error of the index, not an unknown file.
      return Optional.of(Verdict.Companion.SHARD_INDEX);
    }
    if (!head.text(64).startsWith("{") || head.size() > Limits.INDEX_JSON) {
      return Optional.empty();
    }
    try {
      return ofKeys(head, keys(head));
    } catch (ModelFormatException notJson) {
      // Other formats begin with a brace, too; the tests that follow decide.
      return Optional.empty();
    }
  }

  private static Set<String> keys(Head head) {
    Set<String> keys = new HashSet<>();
    try (JsonCursor json = new JsonCursor(head.name(), "file", head.all(), 0, Limits.JSON_DEPTH)) {
      json.next();
      while (json.next() != JsonToken.END_OBJECT) {
        keys.add(json.text());
        json.next();
        json.skip();
      }
      json.expectEnd();
    }
    return keys;
  }

  private static Optional<Verdict> ofKeys(Head head, Set<String> keys) {
    if (keys.contains("layers") && head.nameEnds(FlatFilesReader.CONFIG)) {
      return Optional.of(Verdict.Companion.FLAT_CONFIG);
    }
    if (keys.contains("weight_map")) {
      return Optional.of(Verdict.Companion.SHARD_INDEX);
    }
    if (keys.contains("peft_type")) {
      return Optional.of(Verdict.Companion.ADAPTER_CONFIG);
    }
    if (keys.contains("model_type") || keys.contains("architectures")) {
      return Optional.of(Verdict.Companion.MODEL_CONFIG);
    }
    if (keys.contains("class_name") && keys.contains("config")) {
      return Optional.of(
          new Verdict.Refused(
              ErrorCode.E_NOT_A_MODEL,
              "is a Keras architecture without weights",
              "giving the file with the weights"));
    }
    return Optional.of(
        new Verdict.Refused(
            ErrorCode.E_NOT_A_MODEL, "is a JSON file that belongs to no model", ""));
  }
}
