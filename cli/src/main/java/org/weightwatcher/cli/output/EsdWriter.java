package org.weightwatcher.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.error.Printable;
import org.weightwatcher.table.LayerTable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Eigenvalues, or their histogram, as a long table: one row a number.
///
/// @param table results that keep their eigenvalues
/// @param histogram axis and bins; empty for the eigenvalues
public record EsdWriter(LayerTable table, Optional<Histogram.Kind> histogram) {

  /// @param out receives CSV; not closed
  /// @throws IOException as `out` gives it
  public void csv(Writer out) throws IOException {
    boolean slices = table.layers().stream().anyMatch(row -> row.sliceId().isPresent());
    String values = histogram.isEmpty() ? "index,eigenvalue" : "bin,low,high,count";
    out.write("layer_id,longname%s,%s\n".formatted(slices ? ",slice_id" : "", values));
    for (LayerResult row : table.layers()) {
      String slice = row.sliceId().isPresent() ? Long.toString(row.sliceId().getAsLong()) : "";
      String start =
          "%d,%s,%s".formatted(row.layerId(), quoted(row.longname()), slices ? slice + "," : "");
      if (histogram.isEmpty()) {
        eigenvalues(out, start, row.esd());
      } else {
        bins(out, start, Histogram.of(row.esd(), histogram.get()).bins());
      }
    }
  }

  private static void eigenvalues(Writer out, String start, double[] esd) throws IOException {
    for (int i = 0; i < esd.length; i++) {
      out.write("%s%d,%s\n".formatted(start, i, esd[i]));
    }
  }

  private static void bins(Writer out, String start, List<Histogram.Bin> bins) throws IOException {
    for (int i = 0; i < bins.size(); i++) {
      Histogram.Bin bin = bins.get(i);
      out.write("%s%d,%s,%s,%d\n".formatted(start, i, bin.low(), bin.high(), bin.count()));
    }
  }

  /// As core's CSV: no formulas for spreadsheets, no control characters.
  static String quoted(String name) {
    String safe = Printable.of(name);
    String harmless = !safe.isEmpty() && "=+-@".indexOf(safe.charAt(0)) >= 0 ? "'" + safe : safe;
    return harmless.matches("[^\",\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }

  /// @param out receives an array of objects, one a line; not closed
  /// @throws IOException as `out` gives it
  public void json(Writer out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartArray();
      for (LayerResult row : table.layers()) {
        if (histogram.isEmpty()) {
          eigenvalues(json, row);
        } else {
          bins(json, row, Histogram.of(row.esd(), histogram.get()).bins());
        }
      }
      json.writeRaw("\n");
      json.writeEndArray();
      json.writeRaw("\n");
    }
  }

  private static void eigenvalues(JsonGenerator json, LayerResult row) {
    double[] esd = row.esd();
    for (int i = 0; i < esd.length; i++) {
      open(json, row);
      json.writeNumberProperty("index", i);
      json.writeNumberProperty("eigenvalue", esd[i]);
      json.writeEndObject();
    }
  }

  private static void bins(JsonGenerator json, LayerResult row, List<Histogram.Bin> bins) {
    for (int i = 0; i < bins.size(); i++) {
      open(json, row);
      json.writeNumberProperty("bin", i);
      json.writeNumberProperty("low", bins.get(i).low());
      json.writeNumberProperty("high", bins.get(i).high());
      json.writeNumberProperty("count", bins.get(i).count());
      json.writeEndObject();
    }
  }

  private static void open(JsonGenerator json, LayerResult row) {
    json.writeStartObject();
    json.writeNumberProperty("layer_id", row.layerId());
    json.writeStringProperty("longname", row.longname());
    row.sliceId().ifPresent(slice -> json.writeNumberProperty("slice_id", slice));
  }
}
