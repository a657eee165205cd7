package org.weightwatcher.table;

import java.io.StringWriter;
import java.util.List;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Verdict;
import tools.jackson.core.JsonGenerator;

/// The JSON Schema (draft 2020-12) of results, made from the list of columns.
///
/// The copy in the documentation is this text; a test compares them.
public final class JsonSchema {
  private static final List<String> LAYER_REQUIRED =
      List.of("layer_id", "name", "longname", "layer_type", "N", "M", "rf", "Q", "num_evals");

  private final JsonGenerator json;

  private JsonSchema(JsonGenerator json) {
    this.json = json;
  }

  /// @return the schema, indented, with a final line feed
  public static String text() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JsonOutput.generator(out, false)) {
      new JsonSchema(json).write();
      json.writeRaw('\n');
    }
    return out.toString();
  }

  private void write() {
    json.writeStartObject();
    text("$schema", "https://json-schema.org/draft/2020-12/schema");
    text("title", "Results of WeightWatcher for Java, schema " + JsonWriter.SCHEMA);
    text("description", "Readers must ignore properties that they do not know.");
    text("type", "object");
    required("schema", "tool", "options", "models", "warnings");
    json.writeObjectPropertyStart("properties");
    constant("schema", JsonWriter.SCHEMA);
    object("tool", () -> typed("name", "string", "version", "string"), "name", "version");
    typed("created", "string");
    object("options", () -> {});
    array("models", this::model);
    array("warnings", this::warning);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void model() {
    text("type", "object");
    required(
        "path",
        "format",
        "fingerprint",
        "tensors",
        "parameters",
        "dtypes",
        "layers",
        "skipped",
        "summary");
    json.writeObjectPropertyStart("properties");
    typed("path", "string", "format", "string");
    object(
        "fingerprint", () -> typed("algorithm", "string", "value", "string"), "algorithm", "value");
    typed("tensors", "integer", "parameters", "integer");
    map("dtypes", "integer");
    map("metadata", "string");
    array("layers", this::layer);
    array("skipped", this::skipped);
    summary();
    json.writeEndObject();
  }

  private void layer() {
    text("type", "object");
    required(LAYER_REQUIRED.toArray(String[]::new));
    json.writeObjectPropertyStart("properties");
    for (Column column : Column.values()) {
      column(column);
    }
    array("esd", () -> text("type", "number"));
    json.writeEndObject();
  }

  private void column(Column column) {
    json.writeObjectPropertyStart(column.label());
    switch (column.kind()) {
      case REAL -> nullable("number");
      case COUNT -> nullable("integer");
      case TEXT -> text("type", "string");
      case FLAG -> text("type", "boolean");
    }
    if (column == Column.VERDICT) {
      json.writeArrayPropertyStart("enum");
      for (Verdict verdict : Verdict.values()) {
        json.writeString(verdict.word());
      }
      json.writeEndArray();
    }
    if (!column.meaning().isEmpty()) {
      text("description", column.meaning());
    }
    json.writeEndObject();
  }

  private void nullable(String type) {
    json.writeArrayPropertyStart("type");
    json.writeString(type);
    json.writeString("null");
    json.writeEndArray();
  }

  private void skipped() {
    text("type", "object");
    required("name", "shape", "reason");
    json.writeObjectPropertyStart("properties");
    typed("name", "string");
    array("shape", () -> text("type", "integer"));
    typed("reason", "string");
    json.writeEndObject();
  }

  private void summary() {
    object(
        "summary",
        () -> {
          means();
          typed("layers", "integer", "reliable", "integer");
          map("verdicts", "integer");
          number("median_alpha");
          object("reference", this::means);
        },
        "layers",
        "reliable",
        "verdicts",
        "reference");
  }

  private void means() {
    for (Column metric : Summary.METRICS) {
      number(metric.label());
    }
  }

  private void warning() {
    text("type", "object");
    required("code", "message");
    json.writeObjectPropertyStart("properties");
    typed("code", "string", "message", "string", "model", "string");
    json.writeEndObject();
  }

  private void text(String name, String value) {
    json.writeStringProperty(name, value);
  }

  private void constant(String name, String value) {
    json.writeObjectPropertyStart(name);
    text("const", value);
    json.writeEndObject();
  }

  private void number(String name) {
    json.writeObjectPropertyStart(name);
    nullable("number");
    json.writeEndObject();
  }

  private void typed(String... namesAndTypes) {
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      json.writeObjectPropertyStart(namesAndTypes[i]);
      text("type", namesAndTypes[i + 1]);
      json.writeEndObject();
    }
  }

  private void map(String name, String type) {
    json.writeObjectPropertyStart(name);
    text("type", "object");
    json.writeObjectPropertyStart("additionalProperties");
    text("type", type);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void object(String name, Runnable properties, String... required) {
    json.writeObjectPropertyStart(name);
    text("type", "object");
    required(required);
    json.writeObjectPropertyStart("properties");
    properties.run();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void array(String name, Runnable items) {
    json.writeObjectPropertyStart(name);
    text("type", "array");
    json.writeObjectPropertyStart("items");
    items.run();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void required(String... names) {
    if (names.length == 0) {
      return;
    }
    json.writeArrayPropertyStart("required");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
