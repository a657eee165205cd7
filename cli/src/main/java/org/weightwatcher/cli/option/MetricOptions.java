package org.weightwatcher.cli.option;

import java.util.OptionalInt;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.MpMethod;
import picocli.CommandLine.Option;

/// What is computed on request, beside spectrum and fit; each adds columns to the results.
public final class MetricOptions {
  @Option(
      names = "--randomize",
      description =
          "Compare with the spectrum of the shuffled weights; finds correlation traps"
              + " (default: no).")
  private boolean randomize;

  @Option(
      names = "--random-replicas",
      paramLabel = "N",
      description = "Shuffles a layer (default: 1; 5 below 100 eigenvalues).")
  private String randomReplicas = "";

  @Option(
      names = "--mp-fit",
      description = "Fit the Marchenko-Pastur law to the bulk of the spectrum (default: no).")
  private boolean mpFit;

  @Option(
      names = "--mp-method",
      paramLabel = "HOW",
      description = "trim, or kde as the Python tool; of --mp-fit and --randomize (default: trim).")
  private String mpMethod = "";

  @Option(
      names = "--detx",
      description = "Count the largest eigenvalues whose product is 1 (default: no).")
  private boolean detx;

  @Option(
      names = "--vectors",
      description = "Entropy and localization of the eigenvectors (default: no).")
  private boolean vectors;

  @Option(
      names = "--level-spacing",
      description =
          "How neighbouring eigenvalues keep apart: column level_spacing_ratio (default: no).")
  private boolean levelSpacing;

  @Option(
      names = "--full",
      description =
          "All of --randomize --mp-fit --detx --vectors; further metrics will join (default: no).")
  private boolean full;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = "Eigenvalues below it count in weak_rank_loss (default: 1e-6).")
  private String tolerance = "1e-6";

  /// @param builder gets these options
  /// @return the builder
  public AnalyzeOptionsBuilder applyTo(AnalyzeOptionsBuilder builder) {
    if (!randomReplicas.isEmpty()) {
      builder.randomReplicas(OptionalInt.of(Values.count("--random-replicas", randomReplicas, 1)));
    }
    if (!mpMethod.isEmpty()) {
      builder.mpMethod(Values.choice("--mp-method", mpMethod, MpMethod.values()));
    }
    return builder
        .randomize(randomize || full)
        .mpFit(mpFit || full)
        .detx(detx || full)
        .vectors(vectors || full)
        .levelSpacing(levelSpacing)
        .tolerance(Values.number("--tolerance", tolerance));
  }

  /// Builds the options; a contradiction with what `--full` brings says where it comes from.
  ///
  /// @param builder with every option set
  /// @return the options
  /// @throws OptionException when a value is out of range or two options contradict
  public AnalyzeOptions build(AnalyzeOptionsBuilder builder) {
    try {
      return builder.build();
    } catch (OptionException e) {
      throw full && e.hint().isEmpty()
          ? new OptionException(
              String.valueOf(e.getMessage()),
              "without --full, which means --randomize --mp-fit --detx --vectors")
          : e;
    }
  }
}
