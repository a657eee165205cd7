package org.weightwatcher.table;

import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;

/// Rows as RFC 4180 CSV: comma, LF, a header, empty for what was not computed.
public final class CsvWriter {
  private CsvWriter() {}

  /// @param tables one or more models
  /// @param columns what to write, in this order; a column that no row has is left out
  /// @param out receives the text; not closed
  /// @throws IOException as `out` gives it
  public static void write(List<LayerTable> tables, List<Column> columns, Writer out)
      throws IOException {
    List<LayerResult> rows = tables.stream().flatMap(table -> table.layers().stream()).toList();
    List<Column> present =
        columns.stream()
            .filter(column -> rows.stream().anyMatch(row -> row.row().cell(column).isPresent()))
            .toList();
    // Not closed: closing it would close the caller's writer.
    var csv =
        de.siegmar.fastcsv.writer.CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    csv.writeRecord(present.stream().map(Column::label).toList());
    for (LayerResult row : rows) {
      csv.writeRecord(
          present.stream()
              .map(column ->
                  row.row().cell(column).map(cell -> CellText.of(column, cell)).orElse(""))
              .toList());
    }
    csv.flush();
  }

  /// @param tables one or more models whose rows keep their eigenvalues
  /// @param out receives `layer_id,longname,index,eigenvalue`, ascending; not closed
  /// @throws IOException as `out` gives it
  public static void writeEsd(List<LayerTable> tables, Writer out) throws IOException {
    var csv =
        de.siegmar.fastcsv.writer.CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    csv.writeRecord("layer_id", "longname", "index", "eigenvalue");
    for (LayerTable table : tables) {
      for (LayerResult row : table.layers()) {
        String name = CellText.of(Column.LONGNAME, new Cell.Text(row.longname()));
        double[] esd = row.esd();
        for (int i = 0; i < esd.length; i++) {
          csv.writeRecord(
              Long.toString(row.layerId()), name, Integer.toString(i), CellText.real(esd[i]));
        }
      }
    }
    csv.flush();
  }
}
