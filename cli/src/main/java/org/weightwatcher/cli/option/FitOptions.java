package org.weightwatcher.cli.option;

import java.util.OptionalDouble;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;
import picocli.CommandLine.Option;

/// How the tail of a spectrum is fitted. Numbers that were not given stay unset: that they are
/// given is part of what core checks.
public final class FitOptions {
  /// The reference's spelling of `e-tpl`.
  private static final String REFERENCE_E_TPL = "etpl";

  @Option(
      names = "--fit",
      paramLabel = "KIND",
      description =
          "Distribution of the tail: pl = power law, tpl = truncated, e-tpl = truncated with xmin"
              + " near the peak (default: pl).")
  private String fit = "pl";

  @Option(
      names = "--pl-package",
      paramLabel = "WHOSE",
      description =
          "Conventions for xmin and xmax: ww, or powerlaw as the Python package (default: ww).")
  private String plPackage = "ww";

  @Option(
      names = "--xmax",
      paramLabel = "END",
      description =
          "Upper end of the fit: none, N = without the N largest eigenvalues, force = at the"
              + " largest, needs --pl-package powerlaw (default: none).")
  private String xmax = "none";

  @Option(
      names = "--fix-fingers",
      paramLabel = "HOW",
      description =
          "Against a few eigenvalues far above the others: none, xmin-peak = xmin near the peak,"
              + " clip-xmax = leave them out (default: none).")
  private String fixFingers = "none";

  @Option(
      names = "--xmin-max",
      paramLabel = "X",
      description = "Largest xmin, with --fix-fingers xmin-peak (default: 1.5 times the peak).")
  private String xminMax = "";

  @Option(
      names = "--max-fingers",
      paramLabel = "N",
      description = "Most eigenvalues left out, with --fix-fingers clip-xmax (default: 10).")
  private String maxFingers = "";

  @Option(
      names = "--finger-thresh",
      paramLabel = "X",
      description = "By how much alpha must fall, with --fix-fingers clip-xmax (default: 1.0).")
  private String fingerThresh = "";

  /// @param builder gets these options
  /// @return the builder
  public AnalyzeOptionsBuilder applyTo(AnalyzeOptionsBuilder builder) {
    if (!xminMax.isEmpty()) {
      builder.xminMax(OptionalDouble.of(Values.number("--xmin-max", xminMax)));
    }
    if (!maxFingers.isEmpty()) {
      builder.maxFingers(Values.count("--max-fingers", maxFingers, 1));
    }
    if (!fingerThresh.isEmpty()) {
      builder.fingerThresh(Values.number("--finger-thresh", fingerThresh));
    }
    return builder
        .fit(kind())
        .plPackage(Values.choice("--pl-package", plPackage, PlPackage.values()))
        .xmax(end())
        .fixFingers(Values.choice("--fix-fingers", fixFingers, FixFingers.values()));
  }

  private FitKind kind() {
    return fit.equals(REFERENCE_E_TPL)
        ? FitKind.E_TPL
        : Values.choice("--fit", fit, FitKind.values());
  }

  private Xmax end() {
    return switch (xmax) {
      case "none" -> new Xmax.None();
      case "force" -> new Xmax.Force();
      default -> new Xmax.DropLargest(drop());
    };
  }

  private int drop() {
    if (!xmax.matches("\\d+")) {
      throw Values.bad("--xmax", "none, force or a whole number >= 1", xmax);
    }
    return Values.count("--xmax", xmax, 1);
  }
}
