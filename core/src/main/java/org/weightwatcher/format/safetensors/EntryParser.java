package org.weightwatcher.format.safetensors;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.JsonCursor;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import tools.jackson.core.JsonToken;

/// Parses the value of one tensor of a header: exactly `dtype`, `shape` and `data_offsets`, each
/// once; other keys are passed over. One object serves one tensor.
final class EntryParser {
  private final JsonCursor json;
  private final String name;
  private @Nullable DType dtype;
  private @Nullable Shape shape;
  private long @Nullable [] offsets;
  private String unknownKey = "";

  EntryParser(JsonCursor json, String name) {
    this.json = json;
    this.name = name;
  }

  Entry parse() {
    if (json.next() != JsonToken.START_OBJECT) {
      throw broken("must be an object but is " + json.text());
    }
    while (json.next() != JsonToken.END_OBJECT) {
      parseField(json.text());
    }
    DType foundType = required(dtype, "dtype");
    Shape foundShape = required(shape, "shape");
    long[] range = required(offsets, "data_offsets");
    return new Entry(name, foundType, foundShape, range[0], range[1]);
  }

  /// First key that the format does not define; empty if there was none.
  String unknownKey() {
    return unknownKey;
  }

  private void parseField(String key) {
    switch (key) {
      case "dtype" -> dtype = once(dtype, key, parseDtype());
      case "shape" -> shape = once(shape, key, Shape.of(parseNumbers(key, Limits.RANK)));
      case "data_offsets" -> offsets = once(offsets, key, parseOffsets());
      default -> {
        unknownKey = unknownKey.isEmpty() ? key : unknownKey;
        json.next();
        json.skip();
      }
    }
  }

  private <T> T once(@Nullable T before, String key, T value) {
    if (before != null) {
      throw broken("must have one %s but has two".formatted(key));
    }
    return value;
  }

  private <T> T required(@Nullable T value, String key) {
    if (value == null) {
      throw broken("must have dtype, shape and data_offsets but has no " + key);
    }
    return value;
  }

  private DType parseDtype() {
    if (json.next() != JsonToken.VALUE_STRING) {
      throw broken("must have a string as dtype but has " + Printable.brief(json.text()));
    }
    String found = json.text();
    return ofLabel(found)
        .orElseThrow(() ->
            json.failed(
                ErrorCode.E_UNSUPPORTED_DTYPE,
                subject() + "has unknown dtype " + JsonCursor.quoted(found)));
  }

  /// The constants of [DType] are spelled like the strings of the format, which has no C128.
  private static Optional<DType> ofLabel(String label) {
    return Arrays.stream(DType.values())
        .filter(type -> type != DType.C128 && type.name().equals(label))
        .findFirst();
  }

  private long[] parseOffsets() {
    long[] range = parseNumbers("data_offsets", 2);
    if (range.length != 2) {
      throw broken("must have two data_offsets but has " + range.length);
    }
    return range;
  }

  private long[] parseNumbers(String key, int most) {
    if (json.next() != JsonToken.START_ARRAY) {
      throw broken("must have an array as %s but has %s".formatted(key, brief()));
    }
    long[] numbers = new long[most];
    int count = 0;
    while (json.next() != JsonToken.END_ARRAY) {
      if (count == most) {
        throw tooMany(key);
      }
      numbers[count++] = parseNumber(key);
    }
    return Arrays.copyOf(numbers, count);
  }

  private ModelFormatException tooMany(String key) {
    return key.equals("shape")
        ? json.failed(
            ErrorCode.E_LIMIT, subject() + "must have at most " + Limits.RANK + " dimensions")
        : broken("must have two data_offsets but has more");
  }

  private long parseNumber(String key) {
    String digits = brief();
    // "-0" is an integer to the parser; the reference refuses every sign.
    if (json.current() != JsonToken.VALUE_NUMBER_INT || digits.startsWith("-")) {
      throw broken("must have non-negative integers in %s but has %s".formatted(key, digits));
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw broken("must have integers below 2^63 in %s but has %s".formatted(key, digits));
    }
  }

  private String brief() {
    return json.current() == JsonToken.VALUE_STRING
        ? JsonCursor.quoted(json.text())
        : Printable.brief(json.text());
  }

  private String subject() {
    return "tensor " + JsonCursor.quoted(name) + " ";
  }

  private ModelFormatException broken(String what) {
    return json.malformed(subject() + what);
  }
}
