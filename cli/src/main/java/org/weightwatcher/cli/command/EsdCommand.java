package org.weightwatcher.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.Model;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.option.LayerOptions;
import org.weightwatcher.cli.option.MatrixOptions;
import org.weightwatcher.cli.option.ModelArguments;
import org.weightwatcher.cli.option.SpectrumOptions;
import org.weightwatcher.cli.output.EsdWriter;
import org.weightwatcher.cli.output.FormatChoice;
import org.weightwatcher.cli.output.Histogram;
import org.weightwatcher.cli.output.NpyWriter;
import org.weightwatcher.cli.output.OutputFile;
import org.weightwatcher.cli.output.TextOutput;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.table.LayerTable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `esd`: eigenvalues of chosen layers.
@CommandLine.Command(
    name = "esd",
    header = {
      "Eigenvalues of chosen layers, ascending, one row each.",
      "",
      "Examples:",
      "  weightwatcher esd -l 12 model.safetensors",
      "  weightwatcher esd -l '*mlp*' -o esd.csv model.safetensors",
      "  weightwatcher esd -l 12 -o esd.npy model.safetensors",
      "  weightwatcher esd -l 12 --histogram log:50 model.safetensors",
      ""
    })
public final class EsdCommand implements Command {
  @Mixin private ModelArguments models = new ModelArguments();
  @Mixin private LayerOptions layers = new LayerOptions();
  @Mixin private MatrixOptions matrices = new MatrixOptions();
  @Mixin private SpectrumOptions spectrum = new SpectrumOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE.csv, .json or, for one layer, .npy (default: stdout).")
  private String output = "-";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of stdout: csv or json (default: csv).")
  private String format = "";

  @Option(
      names = "--histogram",
      paramLabel = "KIND[:BINS]",
      description =
          "Counts in bins of equal width, linear or log, instead of eigenvalues; 100 bins if none"
              + " are given (default: no).")
  private String histogram = "";

  /// How eigenvalues are written.
  enum Format {
    /// Long table.
    CSV,
    /// The same as an array of objects.
    JSON,
    /// One array of numbers.
    NPY
  }

  @Override
  public ExitCode run(Session session) {
    AnalyzeOptions options = options();
    Format target = target();
    Optional<Histogram.Kind> bins =
        histogram.isEmpty() ? Optional.empty() : Optional.of(Histogram.Kind.parse(histogram));
    if (target == Format.NPY && bins.isPresent()) {
      throw new OptionException("--histogram cannot be combined with a .npy file");
    }
    if (!output.equals("-")) {
      OutputFile.check(output);
    }
    ModelRun run = new ModelRun(session, options, models.container());
    run.warnIfSlow();
    return run.each(List.of(models.single()), true, model -> write(session, run, model, bins));
  }

  /// @return the options of the library
  AnalyzeOptions options() {
    return spectrum.applyTo(matrices.applyTo(layers.builder())).keepEsd(true).build();
  }

  private Format target() {
    return new FormatChoice<>(List.of(Format.CSV, Format.JSON), List.of(Format.values()))
        .of(output, format);
  }

  private ExitCode write(
      Session session, ModelRun run, Model model, Optional<Histogram.Kind> bins) {
    if (target() == Format.NPY) {
      one(run.checkLayers(model).layers().size());
    }
    LayerTable table = run.analyze(model);
    EsdWriter writer = new EsdWriter(table, bins);
    TextOutput text = new TextOutput(session, output);
    switch (target()) {
      case CSV -> text.write(writer::csv);
      case JSON -> text.write(writer::json);
      case NPY -> OutputFile.bytes(Path.of(output), out -> npy(table.layers(), out));
    }
    text.tell();
    return run.memorySkips(table);
  }

  private static void one(int layers) {
    if (layers != 1) {
      throw new OptionException(
          "a .npy file holds one layer but %d match".formatted(layers),
          "one layer with -l, or a .csv file");
    }
  }

  private static void npy(List<LayerResult> rows, OutputStream out) throws IOException {
    if (!rows.isEmpty()) {
      NpyWriter.vector(rows.getFirst().esd(), out);
    }
  }
}
