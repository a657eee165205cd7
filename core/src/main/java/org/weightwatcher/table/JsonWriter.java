package org.weightwatcher.table;

import java.io.Writer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import tools.jackson.core.JsonGenerator;

/// Results as JSON, schema version 1: UTF-8, LF, keys in a fixed order, numbers in the shortest
/// form that reads back to the same value, `null` for NaN and infinities.
public final class JsonWriter {
  /// Name of the schema; within it names and meanings never change.
  public static final String SCHEMA = "weightwatcher/1";

  private JsonWriter() {}

  /// @param tables one or more models
  /// @param settings what the file says beyond the rows
  /// @param out receives the text with a final line feed; not closed
  public static void write(List<LayerTable> tables, ResultSettings settings, Writer out) {
    try (JsonGenerator json = JsonOutput.generator(out, settings.compact())) {
      json.writeStartObject();
      json.writeStringProperty("schema", SCHEMA);
      ToolJson.write(json);
      settings.host().ifPresent(h -> json.writeStringProperty("created", h.created().toString()));
      OptionsJson.write(json, settings);
      json.writeArrayPropertyStart("models");
      tables.forEach(table -> model(json, table, settings));
      json.writeEndArray();
      warnings(json, tables);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /// One line a layer with its `model` inside, then one line `{"summary": …}` a model.
  ///
  /// @param tables one or more models
  /// @param settings which columns
  /// @param out receives the lines; not closed
  public static void writeLines(List<LayerTable> tables, ResultSettings settings, Writer out) {
    for (LayerTable table : tables) {
      for (LayerResult layer : table.layers()) {
        line(out, json -> layer(json, layer, settings.columns(), true));
      }
      line(
          out,
          json -> {
            json.writeStartObject();
            json.writeStringProperty("model", table.model().path());
            summary(json, table.summary());
            json.writeEndObject();
          });
    }
  }

  private static void line(Writer out, Consumer<JsonGenerator> content) {
    try (JsonGenerator json = JsonOutput.generator(out, true)) {
      content.accept(json);
      json.writeRaw('\n');
    }
  }

  private static void model(JsonGenerator json, LayerTable table, ResultSettings settings) {
    ModelInfo model = table.model();
    json.writeStartObject();
    json.writeStringProperty("path", model.path());
    json.writeStringProperty("format", model.format());
    json.writeObjectPropertyStart("fingerprint");
    json.writeStringProperty("algorithm", "sha-256/headers+sizes");
    json.writeStringProperty("value", model.fingerprint());
    json.writeEndObject();
    json.writeNumberProperty("tensors", model.tensors());
    json.writeNumberProperty("parameters", model.parameters());
    json.writeObjectPropertyStart("dtypes");
    model.dtypes().forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeObjectPropertyStart("metadata");
    model.metadata().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeArrayPropertyStart("layers");
    table.layers().forEach(layer -> layer(json, layer, settings.columns(), false));
    json.writeEndArray();
    json.writeArrayPropertyStart("skipped");
    table.skipped().forEach(tensor -> skipped(json, tensor));
    json.writeEndArray();
    summary(json, table.summary());
    json.writeEndObject();
  }

  private static void layer(
      JsonGenerator json, LayerResult layer, List<Column> columns, boolean withModel) {
    json.writeStartObject();
    if (withModel) {
      json.writeStringProperty(Column.MODEL.label(), layer.model());
    }
    for (Column column : columns) {
      if (column != Column.MODEL) {
        layer.row().cell(column).ifPresent(cell -> cell(json, column.label(), cell));
      }
    }
    double[] esd = layer.esd();
    if (esd.length > 0) {
      json.writeName("esd");
      json.writeArray(esd, 0, esd.length);
    }
    json.writeEndObject();
  }

  private static void cell(JsonGenerator json, String name, Cell cell) {
    switch (cell) {
      case Cell.Real(double value) -> JsonOutput.number(json, name, value);
      case Cell.Count(long value) -> json.writeNumberProperty(name, value);
      case Cell.Flag(boolean value) -> json.writeBooleanProperty(name, value);
      case Cell.Text(String value) -> json.writeStringProperty(name, value);
    }
  }

  private static void skipped(JsonGenerator json, SkippedTensor tensor) {
    json.writeStartObject();
    json.writeStringProperty("name", tensor.name());
    json.writeName("shape");
    long[] dims = tensor.shape().toArray();
    json.writeArray(dims, 0, dims.length);
    json.writeStringProperty("reason", tensor.detail());
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, Summary summary) {
    json.writeObjectPropertyStart("summary");
    for (Column metric : Summary.METRICS) {
      mean(json, metric.label(), summary.mean(metric));
    }
    json.writeNumberProperty("layers", summary.layers());
    json.writeNumberProperty("reliable", summary.reliable());
    json.writeObjectPropertyStart("verdicts");
    summary.verdicts().forEach((v, count) -> json.writeNumberProperty(v.word(), count));
    json.writeEndObject();
    mean(json, "median_alpha", summary.medianAlpha());
    json.writeObjectPropertyStart("reference");
    for (Column metric : Summary.METRICS) {
      mean(json, metric.label(), summary.referenceMean(metric));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void mean(JsonGenerator json, String name, OptionalDouble mean) {
    JsonOutput.number(json, name, mean.orElse(Double.NaN));
  }

  private static void warnings(JsonGenerator json, List<LayerTable> tables) {
    json.writeArrayPropertyStart("warnings");
    for (LayerTable table : tables) {
      for (ModelNote note : table.model().notes()) {
        json.writeStartObject();
        json.writeStringProperty("code", note.code());
        json.writeStringProperty("message", note.message());
        json.writeStringProperty("model", Printable.of(table.model().path()));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
