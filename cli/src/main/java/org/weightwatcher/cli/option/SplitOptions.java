package org.weightwatcher.cli.option;

import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Experts;
import picocli.CommandLine.Option;

/// What becomes of tensors that hold several matrices, or none.
public final class SplitOptions {
  @Option(
      names = "--experts",
      paramLabel = "HOW",
      description =
          "Stacks of experts: separate rows, pooled in one, or only the first (default: separate).")
  private String experts = "separate";

  @Option(
      names = "--split-fused",
      description =
          "Gates of recurrent layers, query/key/value and gate/up apart, where one tensor holds"
              + " them (default: no).")
  private boolean splitFused;

  @Option(
      names = "--include-norms",
      description =
          "List the scales of normalisations as well; they have a norm but no fit, so the verdict is"
              + " failed (default: no).")
  private boolean includeNorms;

  /// @param builder gets these options
  /// @return the builder
  public AnalyzeOptionsBuilder applyTo(AnalyzeOptionsBuilder builder) {
    return builder
        .experts(Values.choice("--experts", experts, Experts.values()))
        .splitFused(splitFused)
        .includeNorms(includeNorms);
  }
}
