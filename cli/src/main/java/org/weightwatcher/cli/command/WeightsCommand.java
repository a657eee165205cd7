package org.weightwatcher.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.weightwatcher.Model;
import org.weightwatcher.WeightMatrix;
import org.weightwatcher.cli.option.ChannelsOption;
import org.weightwatcher.cli.option.ModelArguments;
import org.weightwatcher.cli.option.Values;
import org.weightwatcher.cli.output.NpyWriter;
import org.weightwatcher.cli.output.OutputFile;
import org.weightwatcher.cli.output.SafeFileNames;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.options.AnalyzeOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weights`: matrices of chosen layers to files, as they are stored.
@CommandLine.Command(
    name = "weights",
    header = {
      "Matrices of chosen layers to files, without any scaling.",
      "",
      "Examples:",
      "  weightwatcher weights -l 12 -o q_proj.npy model.safetensors",
      "  weightwatcher weights -l 'type:dense' -o matrices model.safetensors",
      "  weightwatcher weights -l '*conv1*' --format csv -o slices model.pt",
      ""
    })
public final class WeightsCommand implements Command {
  @Mixin private ModelArguments models = new ModelArguments();
  @Mixin private ChannelsOption channels = new ChannelsOption();

  @Option(
      names = {"-l", "--layers"},
      paramLabel = "SPEC",
      description = "As of analyze (default: all).")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "FILE.npy or FILE.csv for one matrix, or a folder, which is made (no default).")
  private String output = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of the files in a folder: npy or csv (default: npy).")
  private String format = "";

  /// How matrices are written.
  enum Format {
    /// NumPy's arrays, float32 or float64.
    NPY,
    /// Numbers only, a line a row.
    CSV;

    String extension() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public ExitCode run(Session session) {
    AnalyzeOptions options =
        channels
            .applyTo(AnalyzeOptions.builder().layers(layers.toArray(String[]::new)).minEvals(0))
            .build();
    String lower = output.toLowerCase(Locale.ROOT);
    boolean folder = !lower.endsWith(".npy") && !lower.endsWith(".csv");
    if (!folder && !format.isEmpty()) {
      throw new OptionException(
          "--format is about the files of a folder and cannot be combined with --output "
              + Printable.brief(output));
    }
    Format chosen =
        folder
            ? Values.choice("--format", format.isEmpty() ? "npy" : format, Format.values())
            : lower.endsWith(".npy") ? Format.NPY : Format.CSV;
    ModelRun run = new ModelRun(session, options, models.container());
    return run.each(
        List.of(models.single()),
        true,
        model -> {
          List<WeightMatrix> matrices = matrices(run, model, options);
          return folder ? toFolder(session, matrices, chosen) : toFile(session, matrices, chosen);
        });
  }

  private static List<WeightMatrix> matrices(ModelRun run, Model model, AnalyzeOptions options) {
    List<WeightMatrix> matrices = new ArrayList<>();
    for (Layer layer : run.checkLayers(model).layers()) {
      matrices.addAll(model.weights(layer.longname(), options));
    }
    return matrices;
  }

  private ExitCode toFile(Session session, List<WeightMatrix> matrices, Format chosen) {
    if (matrices.size() != 1) {
      throw new OptionException(
          "%s holds one matrix but there are %d"
              .formatted(Printable.brief(output), matrices.size()),
          "a folder: -o DIR");
    }
    write(matrices.getFirst(), OutputFile.check(output), chosen);
    session.note("wrote " + Printable.brief(output));
    return ExitCode.OK;
  }

  private ExitCode toFolder(Session session, List<WeightMatrix> matrices, Format chosen) {
    Path folder = OutputFile.path(output);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw OutputFile.failure(output, "a file of this name is in the way", null);
    }
    OutputFile.makeFolder(folder);
    SafeFileNames names = new SafeFileNames();
    for (WeightMatrix matrix : matrices) {
      write(matrix, folder.resolve(names.of(matrix.name(), chosen.extension())), chosen);
    }
    session.note("wrote %d files to %s".formatted(matrices.size(), Printable.brief(output)));
    return ExitCode.OK;
  }

  private static void write(WeightMatrix matrix, Path file, Format chosen) {
    switch (chosen) {
      case NPY -> OutputFile.bytes(file, out -> NpyWriter.matrix(matrix, out));
      case CSV -> OutputFile.text(file, out -> csv(matrix, out));
    }
  }

  private static void csv(WeightMatrix matrix, Writer out) throws IOException {
    matrix.visitRows(row -> {
      for (int i = 0; i < row.length; i++) {
        out.write(i == 0 ? "" : ",");
        out.write(Double.toString(row[i]));
      }
      out.write("\n");
    });
  }
}
