package org.weightwatcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.table.AtomicFile;
import org.weightwatcher.table.CsvWriter;
import org.weightwatcher.table.JsonWriter;
import org.weightwatcher.table.LayerTable;
import org.weightwatcher.table.ResultSettings;
import org.weightwatcher.table.Summary;

/// The results of one model; immutable.
public final class Analysis {
  private final LayerTable table;
  private final AnalyzeOptions options;

  Analysis(LayerTable table, AnalyzeOptions options) {
    this.table = table;
    this.options = options;
  }

  /// @return one result a layer, in model order
  public List<LayerResult> layers() {
    return table.layers();
  }

  /// @return every tensor that was not analysed, with its reason
  public List<SkippedTensor> skipped() {
    return table.skipped();
  }

  /// @return means and counts
  public Summary summary() {
    return table.summary();
  }

  /// @return rows, skips and summary together
  public LayerTable table() {
    return table;
  }

  /// Writes the results; the format follows from the extension. A reader never sees half a file.
  ///
  /// @param file ends in `.json`, `.jsonl` or `.csv`; an existing file is replaced
  /// @throws OptionException for any other extension
  /// @throws IOException when the file cannot be written
  public void write(Path file) throws IOException {
    ResultSettings settings = ResultSettings.reproducible(options);
    String name = file.toString().toLowerCase(Locale.ROOT);
    AtomicFile.Content content;
    if (name.endsWith(".json")) {
      content = out -> JsonWriter.write(List.of(table), settings, out);
    } else if (name.endsWith(".jsonl")) {
      content = out -> JsonWriter.writeLines(List.of(table), settings, out);
    } else if (name.endsWith(".csv")) {
      content = out -> CsvWriter.write(List.of(table), settings.columns(), out);
    } else {
      throw new OptionException(
          "cannot tell the format of %s".formatted(file), "a name ending in .json, .jsonl or .csv");
    }
    AtomicFile.write(file, content);
  }
}
