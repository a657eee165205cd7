package org.weightwatcher.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.SvdMethod;
import org.weightwatcher.options.Xmax;
import picocli.CommandLine;

/// Every option of `analyze` that reaches the library: parsed, and on the right setting.
class OptionMappingTest {
  private static AnalyzeOptions options(String... arguments) {
    AnalyzeCommand command = new AnalyzeCommand();
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "model";
    new CommandLine(command).parseArgs(all);
    return command.options();
  }

  @Test
  void nothingGivenMeansEveryDefault() {
    AnalyzeOptions options = options();
    AnalyzeOptions defaults = AnalyzeOptions.defaults();
    assertThat(options.layerSpecs()).isEqualTo(defaults.layerSpecs());
    assertThat(options.minEvals()).isEqualTo(defaults.minEvals());
    assertThat(options.maxEvals()).isEqualTo(defaults.maxEvals());
    assertThat(options.maxN()).isEqualTo(defaults.maxN());
    assertThat(options.startIds()).isEqualTo(defaults.startIds());
    assertThat(options.spectrum()).isEqualTo(defaults.spectrum());
    assertThat(options.fit()).isEqualTo(defaults.fit());
    assertThat(options.matrices()).isEqualTo(defaults.matrices());
    assertThat(options.extras()).isEqualTo(defaults.extras());
    assertThat(options.compat()).isEqualTo(defaults.compat());
    assertThat(options.keepEsd()).isFalse();
  }

  @Test
  void layersAddUpAndMayBeginWithAMinus() {
    assertThat(options("-l", "1,2", "--layers", "type:dense").layerSpecs())
        .isEqualTo(List.of("1,2", "type:dense"));
    assertThat(options("--layers=-12").layerSpecs()).isEqualTo(List.of("-12"));
    assertThat(options("-l-12").layerSpecs()).isEqualTo(List.of("-12"));
  }

  @Test
  void limits() {
    assertThat(options("--min-evals", "50").minEvals()).isEqualTo(50);
    assertThat(options("--max-evals=300").maxEvals()).hasValue(300);
    assertThat(options("--max-n", "400").maxN()).hasValue(400);
  }

  @Test
  void noneLiftsTheLimitsOfTheReference() {
    assertThat(options("--compat", "reference").maxEvals()).hasValue(15_000);
    assertThat(options("--compat", "reference").maxN()).hasValue(50_000);
    assertThat(options("--compat", "reference", "--max-evals", "none").maxEvals()).isEmpty();
    assertThat(options("--compat", "reference", "--max-n", "none").maxN()).isEmpty();
  }

  @Test
  void convNormMayBeGivenBothWays() {
    assertThat(options("--no-conv-norm").spectrum().convNorm()).isFalse();
    assertThat(options("--conv-norm").spectrum().convNorm()).isTrue();
  }

  @Test
  void everythingElse() {
    assertThat(options("--svd-method", "accurate").spectrum().svd()).isEqualTo(SvdMethod.ACCURATE);
    assertThat(options("--svd-method=fast").spectrum().svd()).isEqualTo(SvdMethod.FAST);
    assertThat(options("--start-ids", "0").startIds()).hasValue(0);
    assertThat(options("--xmax", "3").fit().xmax()).isEqualTo(new Xmax.DropLargest(3));
    assertThat(options("--xmax", "none").fit().xmax()).isEqualTo(new Xmax.None());
    assertThat(options("--compat=reference").compat()).isEqualTo(Compat.REFERENCE);
    assertThat(options("--compat=reference-float64").compat()).isEqualTo(Compat.REFERENCE_FLOAT64);
    assertThat(options("--esd").keepEsd()).isTrue();
  }
}
