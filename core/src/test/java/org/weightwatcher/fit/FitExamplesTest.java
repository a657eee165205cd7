package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;
import org.weightwatcher.testing.SharedFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: numbers that the reference's functions gave for written-out eigenvalues.
class FitExamplesTest {
  private static JsonNode example(String id) {
    Path file = SharedFolder.require(FitExamplesTest.class).resolve("spec/examples.json");
    JsonNode examples = JsonMapper.builder().build().readTree(file.toFile()).get("examples");
    return StreamSupport.stream(examples.spliterator(), false)
        .filter(example -> example.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static TailFit fit(double[] evals, UnaryOperator<AnalyzeOptionsBuilder> options) {
    AnalyzeOptions built = options.apply(AnalyzeOptions.builder().compat(Compat.REFERENCE)).build();
    return PowerLawFit.fit(
        evals, new FitOptions(built.fit(), FitOptions.EVALS_THRESH, 0, built.compat()));
  }

  private static void check(TailFit found, JsonNode expected, double rtol) {
    if (expected.get("status").asString().equals("failed")) {
      assertThat(found).isInstanceOf(TailFit.NotFitted.class);
      return;
    }
    assertThat(found).isInstanceOf(TailFit.Fitted.class);
    TailFit.Fitted fit = (TailFit.Fitted) found;
    near(fit.alpha(), expected.get("alpha").asDouble(), rtol);
    near(fit.xmin(), expected.get("xmin").asDouble(), rtol);
    near(fit.distance(), expected.get("D").asDouble(), rtol);
    assertThat(fit.spikes()).isEqualTo(expected.get("num_pl_spikes").asInt());
    if (expected.get("sigma").isNumber()) {
      near(fit.sigma(), expected.get("sigma").asDouble(), rtol);
    } else {
      assertThat(fit.sigma()).isNaN();
    }
    if (expected.get("xmax").isNumber()) {
      near(fit.xmax(), expected.get("xmax").asDouble(), rtol);
    }
    switch (fit.details().law()) {
      case TailLaw.PowerLaw _ -> assertThat(expected.get("Lambda").asDouble()).isEqualTo(-1);
      case TailLaw.Truncated law -> near(law.lambda(), expected.get("Lambda").asDouble(), rtol);
    }
    if (fit.details().fingers().isPresent()) {
      TailFit.Fingers fingers = fit.details().fingers().get();
      assertThat(fingers.count()).isEqualTo(expected.get("num_fingers").asInt());
      near(fingers.rawAlpha(), expected.get("raw_alpha").asDouble(), rtol);
    }
  }

  private static void near(double ours, double expected, double rtol) {
    assertThat(ours).isCloseTo(expected, within(rtol * Math.abs(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip-xmax-finger-16", "clip-xmax-finger-21"})
  void fingersAreClipped(String id) {
    JsonNode example = example(id);
    double[] evals = numbers(example.get("inputs").get("evals"));
    double rtol = example.get("rtol").asDouble();
    check(fit(evals, b -> b), example.get("expected").get("plain"), rtol);
    TailFit clipped =
        fit(evals, b -> b.fixFingers(FixFingers.CLIP_XMAX).maxFingers(10).fingerThresh(1.0));
    check(clipped, example.get("expected").get("clipped"), rtol);
    assertThat(((TailFit.Fitted) clipped).details().fingers()).isPresent();
  }

  @Test
  void noFingerOrFailureByAFitThatNobodySees() {
    JsonNode example = example("clip-xmax-none");
    double rtol = example.get("rtol").asDouble();
    JsonNode expected = example.get("expected");
    JsonNode inputs = example.get("inputs");
    TailFit full = fit(numbers(inputs.get("evals")), b -> b.fixFingers(FixFingers.CLIP_XMAX));
    check(full, expected.get("full"), rtol);
    TailFit small = fit(numbers(inputs.get("short")), b -> b.fixFingers(FixFingers.CLIP_XMAX));
    check(small, expected.get("short"), rtol);
    assertThat(small)
        .isEqualTo(
            new TailFit.NotFitted(
                TailFit.Reason.REFERENCE_FAILS,
                "the reference's clip-xmax fails for 11 eigenvalues"));
  }

  /// The simplex of the truncated fits ends where it ends: the same steps give the same digits.
  @Test
  void powerlawPackage() {
    JsonNode example = example("powerlaw-package");
    double[] evals = numbers(example.get("inputs").get("evals"));
    JsonNode expected = example.get("expected");
    double rtol = 1e-12;
    check(fit(evals, b -> b.plPackage(PlPackage.POWERLAW)), expected.get("xmax_none"), rtol);
    check(
        fit(evals, b -> b.plPackage(PlPackage.POWERLAW).xmax(new Xmax.Force())),
        expected.get("xmax_force"),
        rtol);
    check(
        fit(evals, b -> b.plPackage(PlPackage.POWERLAW).fit(FitKind.TPL)),
        expected.get("tpl"),
        rtol);
    check(
        fit(evals, b -> b.plPackage(PlPackage.POWERLAW).fit(FitKind.TPL).xmax(new Xmax.Force())),
        expected.get("tpl_force"),
        rtol);
    check(
        fit(evals, b -> b.plPackage(PlPackage.POWERLAW).fixFingers(FixFingers.XMIN_PEAK)),
        expected.get("xmin_peak"),
        rtol);
    check(
        fit(evals, b -> b.plPackage(PlPackage.POWERLAW).fit(FitKind.E_TPL)),
        expected.get("e_tpl"),
        rtol);
  }

  @Test
  void rangeAroundThePeakKeepsTheReferencesSlip() {
    JsonNode example = example("powerlaw-package");
    double[] evals = numbers(example.get("inputs").get("evals"));
    JsonNode detail = example.get("expected").get("xmin_peak_detail");
    double[] range = numbers(detail.get("range"));
    StartRange slip = XminPeak.range(evals, Double.POSITIVE_INFINITY, Compat.REFERENCE);
    near(slip.low(), range[0], 1e-13);
    near(slip.high(), range[1], 1e-13);
    StartRange right = XminPeak.range(evals, Double.POSITIVE_INFINITY, Compat.OFF);
    near(right.low(), 0.95 * detail.get("xmin2").asDouble(), 1e-13);
    near(right.high(), range[1], 1e-13);
    assertThat(XminPeak.range(evals, 40, Compat.OFF).high()).isEqualTo(40);
  }

  @Test
  void edges() {
    JsonNode example = example("fit-edge");
    double rtol = example.get("rtol").asDouble();
    JsonNode cases = example.get("inputs").get("cases");
    for (int i = 0; i < cases.size(); i++) {
      JsonNode input = cases.get(i);
      JsonNode expected = example.get("expected").get(i);
      if (expected.get("alpha").isNumber()) {
        Xmax xmax =
            input.has("xmax")
                ? new Xmax.DropLargest(Math.abs(input.get("xmax").asInt()))
                : new Xmax.None();
        check(fit(numbers(input.get("evals")), b -> b.xmax(xmax)), expected, rtol);
      }
    }
    assertThat(cases.size()).isEqualTo(9);
  }

  @Test
  void peakFailsWithTheReferencesOwnPackage() {
    double[] evals = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(fit(evals, b -> b.fixFingers(FixFingers.XMIN_PEAK)))
        .isEqualTo(
            new TailFit.NotFitted(
                TailFit.Reason.REFERENCE_FAILS,
                "the reference cannot combine --fix-fingers xmin-peak with --pl-package ww"));
    assertThat(
            fit(
                evals,
                b ->
                    b.fixFingers(FixFingers.XMIN_PEAK)
                        .plPackage(PlPackage.POWERLAW)
                        .xminMax(OptionalDouble.of(0.5))))
        .isInstanceOf(TailFit.NotFitted.class);
  }
}
