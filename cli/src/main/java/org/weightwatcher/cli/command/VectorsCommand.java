package org.weightwatcher.cli.command;

import java.util.List;
import org.weightwatcher.Model;
import org.weightwatcher.cli.option.ChannelsOption;
import org.weightwatcher.cli.option.LayerOptions;
import org.weightwatcher.cli.option.ModelArguments;
import org.weightwatcher.cli.output.FormatChoice;
import org.weightwatcher.cli.output.OutputFile;
import org.weightwatcher.cli.output.TextOutput;
import org.weightwatcher.cli.output.VectorsWriter;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.error.Printable;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.options.AnalyzeOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `vectors`: figures of the eigenvectors of chosen layers.
@CommandLine.Command(
    name = "vectors",
    header = {
      "Entropy, localization and participation of every eigenvector, one row each.",
      "",
      "Examples:",
      "  weightwatcher vectors -l 12 model.safetensors",
      "  weightwatcher vectors -l '*mlp*' -o vectors.csv model.safetensors",
      "  weightwatcher vectors --format json -l 12 model.safetensors",
      ""
    })
public final class VectorsCommand implements Command {
  @Mixin private ModelArguments models = new ModelArguments();
  @Mixin private LayerOptions layers = new LayerOptions();
  @Mixin private ChannelsOption channels = new ChannelsOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE.csv or .json (default: stdout).")
  private String output = "-";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of stdout: csv or json (default: csv).")
  private String format = "";

  /// How rows are written.
  enum Format {
    /// Long table.
    CSV,
    /// The same as an array of objects.
    JSON
  }

  @Override
  public ExitCode run(Session session) {
    AnalyzeOptions options = channels.applyTo(layers.builder()).vectors(true).build();
    Format target = target();
    if (!output.equals("-")) {
      OutputFile.check(output);
    }
    ModelRun run = new ModelRun(session, options, models.container());
    run.warnIfSlow();
    return run.each(
        List.of(models.single()),
        true,
        model -> {
          run.checkLayers(model);
          return write(session, model, options, target);
        });
  }

  private Format target() {
    return new FormatChoice<>(List.of(Format.values()), List.of(Format.values()))
        .of(output, format);
  }

  private ExitCode write(Session session, Model model, AnalyzeOptions options, Format target) {
    ExitCode[] code = {ExitCode.OK};
    VectorsWriter.Source source =
        consumer -> {
          for (SkippedTensor left : model.vectors(options, session.run(), consumer)) {
            session.note(
                "warning: %s skipped: %s".formatted(Printable.brief(left.name()), left.detail()));
            if (left.reason() == SkipReason.MEMORY) {
              code[0] = ExitCode.LIMITS;
            }
          }
        };
    TextOutput text = new TextOutput(session, output);
    switch (target) {
      case CSV -> text.write(out -> VectorsWriter.csv(source, out));
      case JSON -> text.write(out -> VectorsWriter.json(source, out));
    }
    text.tell();
    return code[0];
  }
}
