package org.weightwatcher.cli.command;

import java.util.List;
import org.weightwatcher.Model;
import org.weightwatcher.analysis.MemoryPlan;
import org.weightwatcher.cli.option.LayerOptions;
import org.weightwatcher.cli.option.MatrixOptions;
import org.weightwatcher.cli.option.ModelArguments;
import org.weightwatcher.cli.screen.DescribeScreen;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.options.AnalyzeOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `describe`: what would be analysed, what not and why. Nothing is computed.
@CommandLine.Command(
    name = "describe",
    header = {
      "What would be analyzed, what not and why. Reads headers only.",
      "",
      "Examples:",
      "  weightwatcher describe model.safetensors",
      "  weightwatcher describe --all model.pt",
      "  weightwatcher describe --compat reference model.pt",
      ""
    })
public final class DescribeCommand implements Command {
  @Mixin private ModelArguments models = new ModelArguments();
  @Mixin private LayerOptions layers = new LayerOptions();
  @Mixin private MatrixOptions matrices = new MatrixOptions();

  @Option(
      names = "--all",
      description = "Also tensors that are no layers, such as biases (default: no).")
  private boolean all;

  @Override
  public ExitCode run(Session session) {
    AnalyzeOptions options = options();
    List<String> paths = models.paths(session);
    boolean[] first = {true};
    return new ModelRun(session, options, models.container())
        .each(
            paths,
            false,
            model -> {
              if (!first[0]) {
                session.print("");
              }
              first[0] = false;
              return show(session, model, options, all);
            });
  }

  /// @return the options of the library
  /// @throws org.weightwatcher.error.OptionException for a bad value or a contradiction
  AnalyzeOptions options() {
    return matrices.applyTo(layers.builder()).build();
  }

  /// @param session the run
  /// @param model an open model
  /// @param options filters and limits
  /// @param all whether tensors that are no layers are listed too
  /// @return OK: a model of which nothing is analysed can be described
  static ExitCode show(Session session, Model model, AnalyzeOptions options, boolean all) {
    LayerList list = model.describe(options);
    ModelRun.tellMatches(session, options, list);
    MemoryPlan plan = MemoryPlan.of(list.layers(), session.run());
    session.print(
        DescribeScreen.of(
            new DescribeScreen.Described(model.info(), list, plan, all), session.look()));
    session.console().out().flush();
    return ExitCode.OK;
  }
}
