package org.weightwatcher.table;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;

/// What a results file says beyond the rows.
///
/// @param options what was asked for
/// @param columns which columns are written
/// @param host when and with how many threads; empty for files that must be the same bytes every
///   time
/// @param compact one line instead of indented JSON
public record ResultSettings(
    AnalyzeOptions options, List<Column> columns, Optional<Host> host, boolean compact) {
  /// Copies the list.
  public ResultSettings {
    columns = List.copyOf(columns);
  }

  /// Facts that change from run to run.
  ///
  /// @param created when
  /// @param threads how many ran
  /// @param lapack which linear algebra ran
  public record Host(Instant created, int threads, String lapack) {}

  /// @param options what was asked for
  /// @return the standard columns, reproducible, indented
  public static ResultSettings reproducible(AnalyzeOptions options) {
    List<Column> columns =
        options.compat().reference() ? ColumnChoice.referenceOrder() : ColumnChoice.standard();
    return new ResultSettings(options, columns, Optional.empty(), false);
  }
}
