package org.weightwatcher.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Channels;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.Experts;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.MpMethod;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.SvdMethod;
import org.weightwatcher.options.Xmax;
import picocli.CommandLine;

/// Judge: the builder. An option and the builder's method of the same name in the specification's
/// table give the same request; all other settings stay as they are.
class BuilderMappingTest {
  /// One row of the table.
  record Case(String line, UnaryOperator<AnalyzeOptionsBuilder> method) {
    @Override
    public String toString() {
      return line;
    }
  }

  private static Case of(String line, UnaryOperator<AnalyzeOptionsBuilder> method) {
    return new Case(line, method);
  }

  /// Accepted by `describe`, `esd` and `analyze`.
  static final List<Case> DESCRIBED =
      List.of(
          of("--layers 3-8,type:dense", b -> b.layers("3-8,type:dense")),
          of("--min-evals 50", b -> b.minEvals(50)),
          of("--max-evals 300", b -> b.maxEvals(OptionalInt.of(300))),
          of("--max-evals none", b -> b.maxEvals(OptionalInt.empty())),
          of("--max-n 400", b -> b.maxN(OptionalInt.of(400))),
          of("--glorot-fix", b -> b.glorotFix(true)),
          of("--no-conv-norm", b -> b.convNorm(false)),
          of("--no-pool", b -> b.pool(false)),
          of("--pool", b -> b.pool(true)),
          of("--conv-fft", b -> b.convFft(true)),
          of("--fft", b -> b.fft(true)),
          of("--intra", b -> b.intra(true)),
          of("--stacked", b -> b.stacked(true)),
          of("--channels first", b -> b.channels(Channels.FIRST)),
          of("--channels last", b -> b.channels(Channels.LAST)),
          of("--channels auto", b -> b.channels(Channels.AUTO)),
          of("--experts separate", b -> b.experts(Experts.SEPARATE)),
          of("--experts pooled", b -> b.experts(Experts.POOLED)),
          of("--experts first", b -> b.experts(Experts.FIRST)),
          of("--split-fused", b -> b.splitFused(true)),
          of("--include-norms", b -> b.includeNorms(true)),
          of("--start-ids 1", b -> b.startIds(OptionalInt.of(1))),
          of("--compat reference", b -> b.compat(Compat.REFERENCE)));

  /// Accepted by `esd` and `analyze`.
  static final List<Case> DECOMPOSED =
      List.of(
          of("--intra --no-sparsify", b -> b.intra(true).sparsify(false)),
          of("--intra --sparsify", b -> b.intra(true).sparsify(true)),
          of("--inverse", b -> b.inverse(true)),
          of("--svd-method accurate", b -> b.svd(SvdMethod.ACCURATE)),
          of("--seed 7", b -> b.seed(7)),
          of("--seed -7", b -> b.seed(-7)),
          of("--seed=-9223372036854775808", b -> b.seed(Long.MIN_VALUE)));

  /// Accepted by `analyze` alone.
  static final List<Case> ANALYZED =
      List.of(
          of("--randomize", b -> b.randomize(true)),
          of(
              "--randomize --random-replicas 3",
              b -> b.randomize(true).randomReplicas(OptionalInt.of(3))),
          of("--mp-fit", b -> b.mpFit(true)),
          of("--mp-fit --mp-method kde", b -> b.mpFit(true).mpMethod(MpMethod.KDE)),
          of("--randomize --mp-method trim", b -> b.randomize(true).mpMethod(MpMethod.TRIM)),
          of("--level-spacing", b -> b.levelSpacing(true)),
          of("--vectors", b -> b.vectors(true)),
          of("--detx", b -> b.detx(true)),
          of("--full", b -> b.randomize(true).mpFit(true).detx(true).vectors(true)),
          of("--tolerance 1e-4", b -> b.tolerance(1e-4)),
          of("--tolerance 0", b -> b.tolerance(0)),
          of("--fix-fingers none", b -> b.fixFingers(FixFingers.NONE)),
          of("--fix-fingers xmin-peak", b -> b.fixFingers(FixFingers.XMIN_PEAK)),
          of(
              "--fix-fingers xmin-peak --xmin-max 2.5",
              b -> b.fixFingers(FixFingers.XMIN_PEAK).xminMax(OptionalDouble.of(2.5))),
          of("--fix-fingers clip-xmax", b -> b.fixFingers(FixFingers.CLIP_XMAX)),
          of(
              "--fix-fingers clip-xmax --max-fingers 3",
              b -> b.fixFingers(FixFingers.CLIP_XMAX).maxFingers(3)),
          of(
              "--fix-fingers clip-xmax --finger-thresh 0.5",
              b -> b.fixFingers(FixFingers.CLIP_XMAX).fingerThresh(0.5)),
          of("--fit pl", b -> b.fit(FitKind.PL)),
          of("--fit tpl", b -> b.fit(FitKind.TPL)),
          of("--fit e-tpl", b -> b.fit(FitKind.E_TPL)),
          of("--fit etpl", b -> b.fit(FitKind.E_TPL)),
          of("--pl-package ww", b -> b.plPackage(PlPackage.WW)),
          of("--pl-package powerlaw", b -> b.plPackage(PlPackage.POWERLAW)),
          of("--xmax none", b -> b.xmax(new Xmax.None())),
          of("--xmax 3", b -> b.xmax(new Xmax.DropLargest(3))),
          of(
              "--xmax force --pl-package powerlaw",
              b -> b.xmax(new Xmax.Force()).plPackage(PlPackage.POWERLAW)));

  @ParameterizedTest
  @FieldSource({"DESCRIBED", "DECOMPOSED", "ANALYZED"})
  void analyzeAsksForWhatTheBuilderIsAskedFor(Case row) {
    AnalyzeCommand command = parsed(new AnalyzeCommand(), row.line());
    assertThat(all(command.options()))
        .isEqualTo(all(row.method().apply(AnalyzeOptions.builder()).build()));
  }

  @ParameterizedTest
  @FieldSource({"DESCRIBED", "DECOMPOSED"})
  void esdAsksForTheSameAndKeepsTheEigenvalues(Case row) {
    EsdCommand command = parsed(new EsdCommand(), row.line());
    assertThat(all(command.options()))
        .isEqualTo(all(row.method().apply(AnalyzeOptions.builder()).keepEsd(true).build()));
  }

  @ParameterizedTest
  @FieldSource("DESCRIBED")
  void describeAsksForTheSame(Case row) {
    DescribeCommand command = parsed(new DescribeCommand(), row.line());
    assertThat(all(command.options()))
        .isEqualTo(all(row.method().apply(AnalyzeOptions.builder()).build()));
  }

  @Test
  void noOptionOfTheThreeCommandsIsLeftOut() {
    assertThat(names(DESCRIBED, List.of(), List.of()))
        .isEqualTo(requests(new DescribeCommand(), "--all"));
    assertThat(names(DESCRIBED, DECOMPOSED, List.of()))
        .isEqualTo(requests(new EsdCommand(), "--output", "--format", "--histogram"));
    assertThat(names(DESCRIBED, DECOMPOSED, ANALYZED))
        .isEqualTo(
            requests(
                new AnalyzeCommand(),
                "--output",
                "--format",
                "--columns",
                "--sort",
                "--limit",
                "--reproducible",
                "--compact",
                "--esd",
                "--fail-fast",
                "--keep-going",
                "--dry-run"));
  }

  /// Options that were not given must not count as given, else every one would need its partner.
  @ParameterizedTest
  @ValueSource(strings = {"", "--randomize", "--fix-fingers clip-xmax", "--fit e-tpl", "--intra"})
  void numbersThatWereNotGivenStayUnset(String line) {
    AnalyzeOptions options = parsed(new AnalyzeCommand(), line).options();
    assertThat(options.fit().fingers().givenXminMax()).isNull();
    assertThat(options.fit().fingers().givenMaxFingers()).isNull();
    assertThat(options.fit().fingers().givenFingerThresh()).isNull();
    assertThat(options.extras().givenReplicas()).isEmpty();
  }

  private static <C> C parsed(C command, String line) {
    Stream<String> words = line.isEmpty() ? Stream.of() : Arrays.stream(line.split(" ", -1));
    new CommandLine(command)
        .parseArgs(Stream.concat(words, Stream.of("model")).toArray(String[]::new));
    return command;
  }

  private static List<Object> all(AnalyzeOptions options) {
    return List.of(
        options.layerSpecs(),
        options.minEvals(),
        options.maxEvals(),
        options.maxN(),
        options.startIds(),
        options.spectrum(),
        options.matrices(),
        options.layerSettings(),
        options.fit(),
        options.extras(),
        options.compat(),
        options.keepEsd());
  }

  private static Set<String> names(List<Case> one, List<Case> two, List<Case> three) {
    List<Case> cases = new ArrayList<>(one);
    cases.addAll(two);
    cases.addAll(three);
    return cases.stream()
        .flatMap(row -> Arrays.stream(row.line().split("[ =]", -1)))
        .filter(word -> word.startsWith("--"))
        .map(word -> word.replaceFirst("^--no-", "--"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The options of a command that reach the library: all but those about models and output.
  private static Set<String> requests(Object command, String... others) {
    Set<String> names =
        new CommandLine(command)
            .getCommandSpec().options().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names).contains(others).contains("--recursive", "--input-format");
    names.removeAll(List.of(others));
    names.removeAll(List.of("--recursive", "--input-format"));
    return names;
  }
}
