package org.weightwatcher.format.safetensors;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import tools.jackson.core.JsonToken;

/// Parses the JSON of a header. One object serves one header.
///
/// Names are compared once their escapes are resolved, so `a` and the escape of U+0061 are
/// duplicates.
final class HeaderParser {
  private static final String METADATA = "__metadata__";

  private final String file;
  private final JsonCursor json;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Optional<Map<String, String>> metadata = Optional.empty();
  private String unknownKey = "";

  private HeaderParser(String file, JsonCursor json) {
    this.file = file;
    this.json = json;
  }

  /// @param file name for messages, escaped
  /// @param bytes the header, its first byte `{`
  /// @param base offset of the header in the file
  static Header parse(String file, MemorySegment bytes, long base) {
    try (JsonCursor json = new JsonCursor(file, "header", bytes, base, Limits.HEADER_DEPTH)) {
      return new HeaderParser(file, json).parse();
    }
  }

  private Header parse() {
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.malformed("header must be an object");
    }
    while (json.next() != JsonToken.END_OBJECT) {
      String name = json.text();
      if (name.equals(METADATA)) {
        parseMetadata();
      } else {
        parseTensor(name);
      }
    }
    json.expectEnd();
    return new Header(List.copyOf(entries), metadata.orElseGet(Collections::emptyMap), unknownKey);
  }

  private void parseTensor(String name) {
    if (name.length() > Limits.TENSOR_NAME
        || name.getBytes(StandardCharsets.UTF_8).length > Limits.TENSOR_NAME) {
      throw json.failed(
          ErrorCode.E_LIMIT,
          "header must have names of at most %d bytes but has %s"
              .formatted(Limits.TENSOR_NAME, JsonCursor.quoted(name)));
    }
    if (!names.add(name)) {
      throw json.failed(
          ErrorCode.E_DUPLICATE, "header has tensor %s twice".formatted(quoted(name)));
    }
    if (entries.size() == Limits.TENSORS) {
      throw Limits.exceeded(file + ": number of tensors", entries.size() + 1L, Limits.TENSORS, "");
    }
    EntryParser parser = new EntryParser(json, name);
    entries.add(parser.parse());
    unknownKey = unknownKey.isEmpty() ? parser.unknownKey() : unknownKey;
  }

  private void parseMetadata() {
    if (metadata.isPresent()) {
      throw json.failed(ErrorCode.E_DUPLICATE, "header has " + METADATA + " twice");
    }
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.malformed(METADATA + " must be an object but is " + Printable.brief(json.text()));
    }
    // The last of several equal keys wins, as in the reference.
    Map<String, String> found = new LinkedHashMap<>();
    while (json.next() != JsonToken.END_OBJECT) {
      String key = json.text();
      if (json.next() != JsonToken.VALUE_STRING) {
        throw json.malformed(
            METADATA
                + " must hold strings only but %s is %s"
                    .formatted(quoted(key), Printable.brief(json.text())));
      }
      found.put(key, json.text());
    }
    metadata = Optional.of(Collections.unmodifiableMap(found));
  }

  private static String quoted(String text) {
    return JsonCursor.quoted(text);
  }
}
