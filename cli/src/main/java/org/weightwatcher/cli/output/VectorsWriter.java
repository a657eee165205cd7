package org.weightwatcher.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import org.weightwatcher.analysis.EigenvectorRow;
import org.weightwatcher.metric.VectorMetrics;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Figures of eigenvectors as a long table: one row a vector, written as they come.
public final class VectorsWriter {
  private static final String HEADER =
      "layer_id,longname,index,eigenvalue,vec_entropy,loc_ratio,part_ratio,ipr\n";

  private VectorsWriter() {}

  /// Gives the eigenvectors of layer after layer.
  @FunctionalInterface
  public interface Source {
    /// @param consumer gets them
    void each(Consumer<List<EigenvectorRow>> consumer);
  }

  /// @param source of the rows
  /// @param out receives CSV; not closed
  /// @throws IOException as `out` gives it
  public static void csv(Source source, Writer out) throws IOException {
    out.write(HEADER);
    try {
      source.each(rows -> rows.forEach(row -> csv(row, out)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void csv(EigenvectorRow row, Writer out) {
    VectorMetrics m = row.metrics();
    try {
      out.write(
          "%d,%s,%d,%s,%s,%s,%s,%s\n"
              .formatted(
                  row.layerId(),
                  EsdWriter.quoted(row.longname()),
                  row.index(),
                  row.eigenvalue(),
                  m.discreteEntropy(),
                  m.localizationRatio(),
                  m.participationRatio(),
                  m.ipr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param source of the rows
  /// @param out receives an array of objects, one a line; not closed
  /// @throws IOException as `out` gives it
  public static void json(Source source, Writer out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartArray();
      source.each(rows -> rows.forEach(row -> json(row, json)));
      json.writeRaw("\n");
      json.writeEndArray();
      json.writeRaw("\n");
    }
  }

  private static void json(EigenvectorRow row, JsonGenerator json) {
    VectorMetrics m = row.metrics();
    json.writeStartObject();
    json.writeNumberProperty("layer_id", row.layerId());
    json.writeStringProperty("longname", row.longname());
    json.writeNumberProperty("index", row.index());
    json.writeNumberProperty("eigenvalue", row.eigenvalue());
    json.writeNumberProperty("vec_entropy", m.discreteEntropy());
    json.writeNumberProperty("loc_ratio", m.localizationRatio());
    json.writeNumberProperty("part_ratio", m.participationRatio());
    json.writeNumberProperty("ipr", m.ipr());
    json.writeEndObject();
  }
}
