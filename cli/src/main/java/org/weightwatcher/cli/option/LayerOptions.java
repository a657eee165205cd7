package org.weightwatcher.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import picocli.CommandLine.Option;

/// Which layers a command takes and how it sees them: the options that `analyze` shares with
/// `describe`.
public final class LayerOptions {
  @Option(
      names = {"-l", "--layers"},
      paramLabel = "SPEC",
      description =
          "Comma list of ids (12, 3-8), type:WORD, globs on long names, re:EXPR; -12 and !GLOB"
              + " drop; may be repeated (default: all).")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--min-evals",
      paramLabel = "N",
      description = "Fewest eigenvalues of a layer; 0 for no bound (default: 10).")
  private String minEvals = "10";

  @Option(
      names = "--max-evals",
      paramLabel = "N",
      description = "Most eigenvalues of a layer, or none (default: none; with --compat 15000).")
  private String maxEvals = "";

  @Option(
      names = "--max-n",
      paramLabel = "N",
      description = "Longest side of a layer, or none (default: none; with --compat 50000).")
  private String maxN = "";

  @Option(
      names = "--conv-norm",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Scale the kernels of convolutions by sqrt(1/2) as the reference does"
              + " (default: yes).")
  private boolean convNorm = true;

  @Option(
      names = "--start-ids",
      paramLabel = "N",
      description = "Id of the first layer (default: 1 for one PyTorch file, else 0).")
  private String startIds = "";

  @Option(
      names = "--compat",
      paramLabel = "MODE",
      description =
          "reference or reference-float64: the Python tool's numbers, limits, ids, names"
              + " (default: ours).")
  private String compat = "";

  /// @return specifications of layers as given
  public List<String> layers() {
    return List.copyOf(layers);
  }

  /// @return options of the library with these set
  public AnalyzeOptionsBuilder builder() {
    AnalyzeOptionsBuilder builder =
        AnalyzeOptions.builder()
            .layers(layers.toArray(String[]::new))
            .minEvals(Values.count("--min-evals", minEvals, 0))
            .convNorm(convNorm)
            .compat(compat());
    if (!maxEvals.isEmpty()) {
      builder.maxEvals(Values.countOrNone("--max-evals", maxEvals, 1));
    }
    if (!maxN.isEmpty()) {
      builder.maxN(Values.countOrNone("--max-n", maxN, 1));
    }
    if (!startIds.isEmpty()) {
      builder.startIds(OptionalInt.of(Values.count("--start-ids", startIds, 0)));
    }
    return builder;
  }

  private Compat compat() {
    return switch (compat) {
      case "" -> Compat.OFF;
      case "reference" -> Compat.REFERENCE;
      case "reference-float64" -> Compat.REFERENCE_FLOAT64;
      default -> throw Values.bad("--compat", "reference or reference-float64", compat);
    };
  }
}
