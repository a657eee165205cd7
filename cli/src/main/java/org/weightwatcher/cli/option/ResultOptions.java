package org.weightwatcher.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.metric.Column;
import org.weightwatcher.table.ColumnChoice;
import picocli.CommandLine.Option;

/// Where results go and in which shape.
public final class ResultOptions {
  private static final String STDOUT = "-";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write to FILE.csv, .json, .jsonl, .md or .txt; - is stdout; may be repeated"
              + " (default: -).")
  private List<String> outputs = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of stdout: table, csv, json, jsonl or md (default: table).")
  private String format = "";

  @Option(
      names = "--columns",
      paramLabel = "LIST",
      description =
          "Comma list of columns, all or reference; see `help metrics` (default: the usual ones).")
  private String columns = "";

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description =
          "Sort rows by a column; COLUMN:desc for the largest first (default: as in the model).")
  private String sort = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "At most N rows a model; 0 for all (default: all; on a terminal long tables are cut).")
  private String limit = "";

  @Option(
      names = "--reproducible",
      description = "Leave out times, threads and host from results (default: no).")
  private boolean reproducible;

  @Option(names = "--compact", description = "JSON without line breaks and indents (default: no).")
  private boolean compact;

  @Option(names = "--esd", description = "Keep all eigenvalues in JSON results (default: no).")
  private boolean esd;

  /// One place that results go to.
  ///
  /// @param file name of a file; empty for stdout
  /// @param format how they are written
  public record Target(Optional<String> file, ResultFormat format) {}

  /// @return whether results keep their eigenvalues
  public boolean esd() {
    return esd;
  }

  /// @return whether host facts are left out
  public boolean reproducible() {
    return reproducible;
  }

  /// @return whether JSON has no white space
  public boolean compact() {
    return compact;
  }

  /// @return the columns asked for; empty for the usual ones
  public List<Column> columns() {
    if (columns.isEmpty()) {
      return List.of();
    }
    List<Column> chosen = ColumnChoice.parse(columns);
    return reproducible
        ? chosen.stream().filter(column -> column != Column.ELAPSED_MS).toList()
        : chosen;
  }

  /// @return which rows in which order
  public RowOrder order() {
    return RowOrder.parse(sort, limit);
  }

  /// @return every target, checked
  public List<Target> targets() {
    Map<String, Target> targets = new LinkedHashMap<>();
    for (String output : outputs.isEmpty() ? List.of(STDOUT) : outputs) {
      if (targets.put(output, target(output)) != null) {
        throw new OptionException("--output %s is given twice".formatted(Printable.brief(output)));
      }
    }
    if (!format.isEmpty() && !targets.containsKey(STDOUT)) {
      throw new OptionException(
          "--format is about stdout and cannot be combined with --output %s alone"
              .formatted(Printable.brief(outputs.getFirst())),
          "adding -o -, or leaving --format out: the name of a file says its format");
    }
    boolean json = targets.values().stream().anyMatch(target -> target.format().isJson());
    if (compact && !json) {
      throw new OptionException("--compact needs JSON", "--format json, or -o FILE.json");
    }
    if (esd && !json) {
      throw new OptionException(
          "--esd needs JSON", "--format json, -o FILE.json, or the command `weightwatcher esd`");
    }
    return List.copyOf(targets.values());
  }

  private Target target(String output) {
    if (output.equals(STDOUT)) {
      ResultFormat onStdout =
          format.isEmpty()
              ? ResultFormat.TABLE
              : Values.choice("--format", format, ResultFormat.values());
      return new Target(Optional.empty(), onStdout);
    }
    return new Target(
        Optional.of(output),
        ResultFormat.ofFile(output)
            .orElseThrow(() ->
                new OptionException(
                    "--output %s: no format has this extension".formatted(Printable.brief(output)),
                    "a name ending in .csv, .json, .jsonl, .md or .txt")));
  }
}
