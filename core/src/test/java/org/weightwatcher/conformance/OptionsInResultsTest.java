package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
import org.junit.jupiter.params.provider.MethodSource;
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
import org.weightwatcher.table.JsonWriter;
import org.weightwatcher.table.ResultSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: the promise of the format, that every option that is not default stands in the results
/// under its name on the command line; the list of options comes from the builder itself.
class OptionsInResultsTest {
  /// Of a run without options.
  private static final Set<String> ALWAYS = Set.of("seed", "svd_method");

  /// @param method of the builder
  /// @param key in the results
  /// @param value its text there
  /// @param others keys of options that this one needs
  /// @param change sets it
  record Case(
      String method,
      String key,
      String value,
      Set<String> others,
      UnaryOperator<AnalyzeOptionsBuilder> change) {
    @Override
    public String toString() {
      return method;
    }
  }

  private static Case of(
      String method, String key, String value, UnaryOperator<AnalyzeOptionsBuilder> change) {
    return new Case(method, key, value, Set.of(), change);
  }

  private static Case flag(String method, String key, UnaryOperator<AnalyzeOptionsBuilder> change) {
    return of(method, key, "true", change);
  }

  static Stream<Case> cases() {
    return Stream.of(layers(), tensors(), spectra(), fits(), fingers(), extras(), matrices())
        .flatMap(List::stream);
  }

  private static List<Case> layers() {
    return List.of(
        of("layers", "layers", "[\"fc\",\"a*\"]", b -> b.layers("fc", "a*")),
        of("minEvals", "min_evals", "3", b -> b.minEvals(3)),
        of("maxEvals", "max_evals", "99", b -> b.maxEvals(OptionalInt.of(99))),
        of("maxN", "max_n", "77", b -> b.maxN(OptionalInt.of(77))),
        of("startIds", "start_ids", "5", b -> b.startIds(OptionalInt.of(5))),
        of("compat", "compat", "reference", b -> b.compat(Compat.REFERENCE)),
        flag("keepEsd", "esd", b -> b.keepEsd(true)));
  }

  private static List<Case> tensors() {
    return List.of(
        of("experts", "experts", "pooled", b -> b.experts(Experts.POOLED)),
        of("experts", "experts", "first", b -> b.experts(Experts.FIRST)),
        flag("splitFused", "split_fused", b -> b.splitFused(true)),
        flag("includeNorms", "include_norms", b -> b.includeNorms(true)));
  }

  private static List<Case> spectra() {
    return List.of(
        of("convNorm", "conv_norm", "false", b -> b.convNorm(false)),
        of("pool", "pool", "false", b -> b.pool(false)),
        flag("inverse", "inverse", b -> b.inverse(true)),
        of("tolerance", "tolerance", "0.001", b -> b.tolerance(0.001)),
        flag("glorotFix", "glorot_fix", b -> b.glorotFix(true)),
        of("svd", "svd_method", "accurate", b -> b.svd(SvdMethod.ACCURATE)));
  }

  private static List<Case> fits() {
    return List.of(
        of("xmax", "xmax", "2", b -> b.xmax(new Xmax.DropLargest(2))),
        new Case(
            "xmax",
            "xmax",
            "force",
            Set.of("pl_package"),
            b -> b.xmax(new Xmax.Force()).plPackage(PlPackage.POWERLAW)),
        of("plPackage", "pl_package", "powerlaw", b -> b.plPackage(PlPackage.POWERLAW)),
        new Case(
            "fit",
            "fit",
            FitKind.TPL.word(),
            Set.of("pl_package"),
            b -> b.fit(FitKind.TPL).plPackage(PlPackage.POWERLAW)));
  }

  private static List<Case> fingers() {
    Set<String> rule = Set.of("fix_fingers");
    return List.of(
        of("fixFingers", "fix_fingers", "clip-xmax", b -> b.fixFingers(FixFingers.CLIP_XMAX)),
        new Case(
            "xminMax",
            "xmin_max",
            "0.5",
            rule,
            b -> b.fixFingers(FixFingers.XMIN_PEAK).xminMax(OptionalDouble.of(0.5))),
        new Case(
            "maxFingers",
            "max_fingers",
            "4",
            rule,
            b -> b.fixFingers(FixFingers.CLIP_XMAX).maxFingers(4)),
        new Case(
            "fingerThresh",
            "finger_thresh",
            "0.25",
            rule,
            b -> b.fixFingers(FixFingers.CLIP_XMAX).fingerThresh(0.25)));
  }

  private static List<Case> extras() {
    return List.of(
        flag("mpFit", "mp_fit", b -> b.mpFit(true)),
        new Case(
            "mpMethod",
            "mp_method",
            "kde",
            Set.of("mp_fit"),
            b -> b.mpFit(true).mpMethod(MpMethod.KDE)),
        flag("randomize", "randomize", b -> b.randomize(true)),
        new Case(
            "randomReplicas",
            "random_replicas",
            "7",
            Set.of("randomize"),
            b -> b.randomize(true).randomReplicas(OptionalInt.of(7))),
        of("seed", "seed", "12", b -> b.seed(12)),
        flag("detx", "detx", b -> b.detx(true)),
        flag("vectors", "vectors", b -> b.vectors(true)),
        flag("levelSpacing", "level_spacing", b -> b.levelSpacing(true)));
  }

  private static List<Case> matrices() {
    return List.of(
        of("channels", "channels", Channels.LAST.word(), b -> b.channels(Channels.LAST)),
        flag("fft", "fft", b -> b.fft(true)),
        flag("convFft", "conv_fft", b -> b.convFft(true)),
        flag("intra", "intra", b -> b.intra(true)),
        new Case(
            "sparsify", "sparsify", "false", Set.of("intra"), b -> b.intra(true).sparsify(false)),
        flag("stacked", "stacked", b -> b.stacked(true)));
  }

  private static JsonNode written(AnalyzeOptions options) {
    StringWriter out = new StringWriter();
    JsonWriter.write(List.of(), ResultSettings.reproducible(options), out);
    return JsonMapper.shared().readTree(out.toString()).get("options");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anOptionThatIsNotDefaultIsWritten(Case each) {
    JsonNode options = written(each.change().apply(AnalyzeOptions.builder()).build());
    JsonNode value = options.get(each.key());
    assertThat(value).as(each.key()).isNotNull();
    assertThat(value.isString() ? value.asString() : value.toString()).isEqualTo(each.value());
    Set<String> expected = new TreeSet<>(ALWAYS);
    expected.add(each.key());
    expected.addAll(each.others());
    assertThat(new ArrayList<>(options.propertyNames()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void defaultsAreNot() {
    assertThat(new ArrayList<>(written(AnalyzeOptions.defaults()).propertyNames()))
        .containsExactlyInAnyOrderElementsOf(ALWAYS);
  }

  @Test
  void noOptionIsForgottenHere() {
    Set<String> methods =
        Arrays.stream(AnalyzeOptionsBuilder.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !name.equals("build"))
            .collect(Collectors.toSet());
    assertThat(cases().map(Case::method).collect(Collectors.toSet())).isEqualTo(methods);
  }
}
