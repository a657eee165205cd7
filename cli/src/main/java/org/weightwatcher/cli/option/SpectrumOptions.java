package org.weightwatcher.cli.option;

import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.SvdMethod;
import picocli.CommandLine.Option;

/// How eigenvalues are computed from the matrices of a layer: shared by `analyze` and `esd`.
public final class SpectrumOptions {
  @Option(
      names = "--svd-method",
      paramLabel = "HOW",
      description = "fast or accurate; they agree within 1e-12 of lambda_max (default: fast).")
  private String svdMethod = "fast";

  @Option(
      names = "--inverse",
      description = "Take 1/lambda in place of each eigenvalue lambda (default: no).")
  private boolean inverse;

  @Option(
      names = "--sparsify",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Put a random matrix of zeros and ones between the factors of --intra (default: yes).")
  private boolean sparsify = true;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random (default: 0).")
  private String seed = "0";

  /// @param builder gets these options
  /// @return the builder
  public AnalyzeOptionsBuilder applyTo(AnalyzeOptionsBuilder builder) {
    return builder
        .svd(Values.choice("--svd-method", svdMethod, SvdMethod.values()))
        .inverse(inverse)
        .sparsify(sparsify)
        .seed(Values.signedLong("--seed", seed));
  }
}
