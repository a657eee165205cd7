package org.weightwatcher.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.cli.option.ResultFormat;
import org.weightwatcher.cli.option.ResultOptions;
import org.weightwatcher.cli.option.RowOrder;
import org.weightwatcher.cli.screen.AnalyzeScreen;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.error.Printable;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.table.CsvWriter;
import org.weightwatcher.table.JsonWriter;
import org.weightwatcher.table.LayerTable;
import org.weightwatcher.table.ResultSettings;

/// Writes the results of `analyze` to everywhere they are wanted.
public final class Results {
  private final Session session;
  private final ResultOptions options;
  private final List<ResultOptions.Target> targets;
  private final List<Column> columns;
  private final RowOrder order;
  private final ResultSettings settings;
  private boolean first = true;

  /// @param session the run
  /// @param options where to and in which shape
  /// @param analysis what was asked for
  /// @throws org.weightwatcher.error.WeightWatcherException when a target cannot be written, as far
  ///   as that can be known
  public Results(Session session, ResultOptions options, AnalyzeOptions analysis) {
    this.session = session;
    this.options = options;
    this.targets = options.targets();
    this.columns = options.columns();
    this.order = options.order();
    targets.forEach(target -> target.file().ifPresent(OutputFile::check));
    this.settings = settings(analysis);
  }

  private ResultSettings settings(AnalyzeOptions analysis) {
    ResultSettings plain = ResultSettings.reproducible(analysis);
    Optional<ResultSettings.Host> host =
        options.reproducible()
            ? Optional.empty()
            : Optional.of(
                new ResultSettings.Host(
                    Instant.now(),
                    session.run().threads(),
                    WeightWatcher.lapack().lapack().description()));
    return new ResultSettings(
        analysis, columns.isEmpty() ? plain.columns() : columns, host, options.compact());
  }

  /// Shows one model as soon as it is done, where it is shown as a table.
  ///
  /// @param table its results
  public void show(LayerTable table) {
    for (ResultOptions.Target target : targets) {
      if (target.file().isEmpty() && target.format() == ResultFormat.TABLE) {
        Look look = session.look();
        boolean brief = look.brief() && order.limit().isEmpty();
        Look chosen = new Look(look.width(), brief, look.colour(), look.glyphs());
        session.print((first ? "" : "\n") + screen(table, chosen));
        session.console().out().flush();
        first = false;
      }
    }
  }

  /// Writes everything else.
  ///
  /// @param tables all models that could be analysed
  /// @return how it ended
  public ExitCode write(List<LayerTable> tables) {
    ExitCode code = ExitCode.OK;
    for (ResultOptions.Target target : targets) {
      if (target.file().isPresent()) {
        code = code.worse(toFile(target.file().get(), target.format(), tables));
      } else if (target.format() != ResultFormat.TABLE) {
        toStdout(target.format(), tables);
      }
    }
    return code;
  }

  private ExitCode toFile(String name, ResultFormat format, List<LayerTable> tables) {
    try {
      OutputFile.text(Path.of(name), out -> to(out, format, tables));
      session.note("wrote " + Printable.brief(name));
      return ExitCode.OK;
    } catch (org.weightwatcher.error.WeightWatcherException e) {
      return session.report(e); // the other files are still worth writing
    }
  }

  private void toStdout(ResultFormat format, List<LayerTable> tables) {
    try {
      to(session.console().out(), format, tables);
    } catch (IOException e) {
      throw OutputFile.failure("stdout", OutputFile.reason(e), e);
    }
  }

  private void to(Writer out, ResultFormat format, List<LayerTable> tables) throws IOException {
    List<LayerTable> ordered = tables.stream().map(order::apply).toList();
    switch (format) {
      case CSV -> CsvWriter.write(ordered, settings.columns(), out);
      case JSON -> JsonWriter.write(ordered, settings, out);
      case JSONL -> JsonWriter.writeLines(ordered, settings, out);
      case MD -> texts(out, tables.stream().map(this::markdown).toList());
      case TABLE -> texts(out, tables.stream().map(t -> screen(t, Look.file())).toList());
    }
  }

  private String screen(LayerTable table, Look look) {
    return AnalyzeScreen.of(table, order.apply(table).layers(), columns, look);
  }

  private String markdown(LayerTable table) {
    return AnalyzeScreen.markdown(table, order.apply(table).layers(), columns);
  }

  private static void texts(Writer out, List<String> texts) throws IOException {
    out.write(String.join("\n\n", texts) + "\n");
  }
}
