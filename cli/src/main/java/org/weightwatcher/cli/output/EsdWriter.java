package org.weightwatcher.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.error.Printable;
import org.weightwatcher.table.CsvWriter;
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
    if (histogram.isEmpty()) {
      CsvWriter.writeEsd(List.of(table), out);
      return;
    }
    out.write("layer_id,longname,bin,low,high,count\n");
    for (LayerResult row : table.layers()) {
      List<Histogram.Bin> bins = Histogram.of(row.esd(), histogram.get()).bins();
      for (int i = 0; i < bins.size(); i++) {
        Histogram.Bin bin = bins.get(i);
        out.write(
            "%d,%s,%d,%s,%s,%d\n"
                .formatted(
                    row.layerId(), quoted(row.longname()), i, bin.low(), bin.high(), bin.count()));
      }
    }
  }

  /// As core's CSV: no formulas for spreadsheets, no control characters.
  private static String quoted(String name) {
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
  }
}
