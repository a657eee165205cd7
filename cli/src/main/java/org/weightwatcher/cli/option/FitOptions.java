package org.weightwatcher.cli.option;

import java.util.OptionalInt;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.SvdMethod;
import org.weightwatcher.options.Xmax;
import picocli.CommandLine.Option;

/// How spectra are computed and fitted.
public final class FitOptions {
  @Option(
      names = "--svd-method",
      paramLabel = "HOW",
      description = "fast or accurate; they agree within 1e-12 of lambda_max (default: fast).")
  private String svdMethod = "fast";

  @Option(
      names = "--xmax",
      paramLabel = "N",
      description = "Leave the N largest eigenvalues out of the fit, or none (default: none).")
  private String xmax = "none";

  /// @param builder gets these options
  /// @return the builder
  public AnalyzeOptionsBuilder applyTo(AnalyzeOptionsBuilder builder) {
    builder.svd(Values.choice("--svd-method", svdMethod, SvdMethod.values()));
    OptionalInt drop = Values.countOrNone("--xmax", xmax, 1);
    return builder.xmax(drop.isPresent() ? new Xmax.DropLargest(drop.getAsInt()) : new Xmax.None());
  }
}
