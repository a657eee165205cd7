package org.weightwatcher.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.weightwatcher.analysis.ByteSize;
import org.weightwatcher.cli.option.FitOptions;
import org.weightwatcher.cli.option.LayerOptions;
import org.weightwatcher.cli.option.MatrixOptions;
import org.weightwatcher.cli.option.MetricOptions;
import org.weightwatcher.cli.option.ModelArguments;
import org.weightwatcher.cli.option.ResultOptions;
import org.weightwatcher.cli.option.SpectrumOptions;
import org.weightwatcher.cli.output.Results;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.cli.terminal.PeakMemory;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.table.LayerTable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `analyze`: spectra, fits, metrics and verdicts of every layer.
@CommandLine.Command(
    name = "analyze",
    header = {
      "Spectra, power-law fits, metrics and a verdict for every layer.",
      "",
      "Examples:",
      "  weightwatcher analyze model.safetensors",
      "  weightwatcher analyze -l type:dense -o layers.csv -o layers.json model.pt",
      "  weightwatcher analyze --sort alpha:desc --limit 10 model.safetensors",
      "  weightwatcher analyze --format csv 'checkpoints/*.pt' > all.csv",
      "  weightwatcher analyze --randomize model.pt",
      "  weightwatcher analyze --full -o all.json model.pt",
      "  weightwatcher analyze --compat reference model.pt",
      ""
    })
public final class AnalyzeCommand implements Command {
  @Mixin private ModelArguments models = new ModelArguments();
  @Mixin private LayerOptions layers = new LayerOptions();
  @Mixin private MatrixOptions matrices = new MatrixOptions();
  @Mixin private SpectrumOptions spectrum = new SpectrumOptions();
  @Mixin private FitOptions fit = new FitOptions();
  @Mixin private MetricOptions metrics = new MetricOptions();
  @Mixin private ResultOptions results = new ResultOptions();

  @Option(
      names = "--fail-fast",
      description =
          "Stop at the first model that fails, and before any work if a layer does not fit into"
              + " memory (default: no).")
  private boolean failFast;

  @Option(names = "--keep-going", description = "Do all that can be done (default: yes).")
  private boolean keepGoing;

  @Option(names = "--dry-run", description = "Only describe (default: no).")
  private boolean dryRun;

  @Override
  public ExitCode run(Session session) {
    AnalyzeOptions options = options();
    if (failFast && keepGoing) {
      throw new org.weightwatcher.error.OptionException(
          "--fail-fast cannot be combined with --keep-going");
    }
    ModelRun run = new ModelRun(session, options, models.container());
    Results out = new Results(session, results, options);
    List<String> paths = models.paths(session);
    if (dryRun) {
      return run.each(
          paths, failFast, model -> DescribeCommand.show(session, model, options, false));
    }
    if (failFast) {
      run.checkMemory(paths);
    }
    run.warnIfSlow();
    long start = System.nanoTime();
    List<LayerTable> tables = new ArrayList<>();
    ExitCode code =
        run.each(
            paths,
            failFast,
            model -> {
              LayerTable table = run.analyze(model);
              tables.add(table);
              out.show(table);
              return run.memorySkips(table);
            });
    if (!tables.isEmpty()) {
      code = code.worse(out.write(tables));
      session.console().out().flush();
      session.note(closing(session, options, tables, Duration.ofNanos(System.nanoTime() - start)));
    }
    return code;
  }

  /// @return the options of the library
  /// @throws org.weightwatcher.error.OptionException for a bad value or a contradiction
  AnalyzeOptions options() {
    AnalyzeOptionsBuilder builder = matrices.applyTo(layers.builder());
    fit.applyTo(spectrum.applyTo(builder));
    return metrics.build(metrics.applyTo(builder).keepEsd(results.esd()));
  }

  private static String closing(
      Session session, AnalyzeOptions options, List<LayerTable> tables, Duration time) {
    int layers = tables.stream().mapToInt(table -> table.summary().layers()).sum();
    OptionalLong peak = PeakMemory.bytes();
    Glyphs glyphs = session.look().glyphs();
    return "%d %s%s in %s%s"
        .formatted(
            layers,
            options.spectrum().pool() ? "layer" : "slice",
            layers == 1 ? "" : "s",
            Figures.time(time),
            peak.isPresent()
                ? "%speak %s".formatted(glyphs.separator(), ByteSize.text(peak.getAsLong()))
                : "");
  }
}
