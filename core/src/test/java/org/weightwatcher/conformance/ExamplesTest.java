package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.fit.Candidates;
import org.weightwatcher.fit.FitOptions;
import org.weightwatcher.fit.PowerLawFit;
import org.weightwatcher.fit.TailFit;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.NormValues;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.Xmax;
import org.weightwatcher.table.Summary;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;
import org.weightwatcher.testing.TinyModels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: worked examples that were computed with the reference's own functions.
class ExamplesTest {
  /// Of sections 1 to 4: options that do not exist here.
  private static final Set<String> OTHER_OPTIONS =
      Set.of("clip-xmax-finger-16", "clip-xmax-finger-21", "clip-xmax-none", "powerlaw-package");

  private static final Set<String> OTHER_COLUMNS =
      Set.of("detX_num", "detX_val", "detX_val_unrescaled");

  @TempDir Path folder;

  private static List<JsonNode> examples() {
    Path shared = SharedFolder.require(ExamplesTest.class);
    JsonNode all =
        JsonMapper.shared().readTree(shared.resolve("spec/examples.json").toFile()).get("examples");
    List<JsonNode> chosen = new ArrayList<>();
    for (JsonNode example : all) {
      if (example.get("section").asInt() <= 4
          && !OTHER_OPTIONS.contains(example.get("id").asString())) {
        chosen.add(example);
      }
    }
    return chosen;
  }

  @TestFactory
  List<DynamicTest> examplesOfSectionsOneToFour() {
    return examples().stream()
        .map(example ->
            DynamicTest.dynamicTest(
                example.get("id").asString(), () -> check(new Example(example))))
        .toList();
  }

  @Test
  void allExamplesAreRun() {
    List<String> ids = examples().stream().map(example -> example.get("id").asString()).toList();
    System.out.printf("ExamplesTest: %d examples: %s%n", ids.size(), ids);
    assertThat(ids).hasSize(15);
  }

  private record Example(JsonNode json) {
    JsonNode in(String name) {
      return json.get("inputs").get(name);
    }

    JsonNode expected() {
      return json.get("expected");
    }

    JsonNode expected(String name) {
      return expected().get(name);
    }

    double rtol() {
      return json.get("rtol").asDouble();
    }

    void assertClose(String what, double ours, double expected) {
      if (Double.compare(ours, expected) == 0) {
        return;
      }
      assertThat(ours).as(what).isCloseTo(expected, within(rtol() * Math.abs(expected)));
    }

    void assertClose(String what, double[] ours, double[] expected) {
      assertThat(ours).as(what).hasSameSizeAs(expected);
      for (int i = 0; i < ours.length; i++) {
        assertClose(what + " " + i, ours[i], expected[i]);
      }
    }
  }

  private void check(Example example) {
    switch (example.json.get("id").asString()) {
      case "conv-slices-1", "conv-slices-2", "conv-slices-3" -> convolution(example);
      case "conv-slices-4" -> kerasConvolution(example);
      case "evals-dense" -> dense(example);
      case "evals-two-slices" -> twoSlices(example);
      case "evals-inverse" -> inverse(example);
      case "rank" -> ranks(example);
      case "wwfit-24" -> fitOfTwentyFour(example);
      case "fit-edge" -> fits(example);
      case "norms" -> norms(example);
      case "entropy-edge" -> entropies(example);
      case "summary" -> summary(example);
      case "analyze-dense" -> analyzeDense(example);
      case "analyze-conv" -> analyzeConvolution(example);
      default -> throw new AssertionError("no test for " + example.json.get("id"));
    }
  }

  private static double number(JsonNode node) {
    if (node.isNull()) {
      return Double.NaN;
    }
    return node.isNumber() ? node.asDouble() : GoldenCsv.number(node.asString());
  }

  /// All numbers of nested lists, row by row.
  private static double[] flat(JsonNode node) {
    if (!node.isArray()) {
      return new double[] {number(node)};
    }
    DoubleStream all = DoubleStream.empty();
    for (JsonNode item : node) {
      all = DoubleStream.concat(all, Arrays.stream(flat(item)));
    }
    return all.toArray();
  }

  private static long[] shape(JsonNode node) {
    List<Long> dims = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) {
      dims.add((long) at.size());
    }
    return dims.stream().mapToLong(Long::longValue).toArray();
  }

  private LayerResult analyze(TinyModels tiny, Compat compat, boolean convNorm) {
    AnalyzeOptions options =
        AnalyzeOptions.builder()
            .minEvals(0)
            .compat(compat)
            .convNorm(convNorm)
            .keepEsd(true)
            .build();
    try (Model model = WeightWatcher.open(tiny.write(folder.resolve("model.safetensors")))) {
      Analysis analysis = model.analyze(options);
      assertThat(analysis.layers()).hasSize(1);
      return analysis.layers().getFirst();
    }
  }

  private List<LayerResult> analyze(TinyModels tiny, AnalyzeOptions options) {
    try (Model model = WeightWatcher.open(tiny.write(folder.resolve("model.safetensors")))) {
      return model.analyze(options).layers();
    }
  }

  private static TinyModels float32(long[] shape, double... values) {
    return new TinyModels().f32("fc.weight", shape, values);
  }

  private static TinyModels float64(long[] shape, double... values) {
    return new TinyModels().f64("fc.weight", shape, values);
  }

  /// Singular values on the diagonal of an n x m matrix.
  private static TinyModels diagonal(int n, double... s) {
    int m = s.length;
    double[] values = new double[n * m];
    for (int i = 0; i < m; i++) {
      values[i * m + i] = s[i];
    }
    return float64(new long[] {n, m}, values);
  }

  private void convolution(Example example) {
    JsonNode tensor = example.in("tensor");
    boolean withValues = tensor.isArray();
    long[] shape =
        withValues
            ? shape(tensor)
            : Arrays.stream(flat(tensor.get("shape"))).mapToLong(x -> (long) x).toArray();
    TinyModels tiny =
        withValues
            ? float32(shape, flat(tensor))
            : new TinyModels().add("fc.weight", "F32", shape, i -> Math.sin(1.0 + i));
    LayerResult reference = analyze(tiny, Compat.REFERENCE, true);
    assertThat(reference.n()).isEqualTo(example.expected("N").asLong());
    assertThat(reference.m()).isEqualTo(example.expected("M").asLong());
    assertThat(reference.rf()).isEqualTo(example.expected("rf").asLong());
    LayerResult ours = analyze(tiny, Compat.OFF, false);
    assertThat(ours.n()).isEqualTo(Math.max(shape[0], shape[1]));
    assertThat(ours.m()).isEqualTo(Math.min(shape[0], shape[1]));
    assertThat(ours.rf()).isEqualTo(shape[2] * shape[3]);
    if (withValues) {
      spectra(example, reference, analyze(tiny, Compat.REFERENCE, false), ours);
    }
  }

  private static void spectra(
      Example example, LayerResult scaled, LayerResult unscaled, LayerResult ours) {
    example.assertClose(
        "scaled", scaled.esd(), flat(example.expected("evals_with_conv_norm_float32")));
    double[] plain = flat(example.expected("evals_no_conv_norm"));
    example.assertClose("unscaled", unscaled.esd(), plain);
    example.assertClose("ours", ours.esd(), plain);
    double svMax = example.expected("sv_max").asDouble();
    example.assertClose("sv_max", unscaled.svMax(), svMax);
    example.assertClose("our sv_max", ours.svMax(), svMax);
    example.assertClose(
        "sv_min", unscaled.svMin(), example.expected("sv_min_reference").asDouble());
    example.assertClose("our sv_min", ours.svMin(), example.expected("sv_min_correct").asDouble());
    assertThat(ours.rankLoss()).hasValue(example.expected("rank_loss").asLong());
  }

  /// The kernel as PyTorch stores it, output x input x height x width: the same matrices.
  private void kerasConvolution(Example example) {
    double[] tensor = flat(example.in("tensor"));
    long[] d = shape(example.in("tensor"));
    TinyModels tiny =
        new TinyModels()
            .add(
                "fc.weight",
                "F32",
                new long[] {d[3], d[2], d[0], d[1]},
                i -> {
                  long w = i % d[1];
                  long h = i / d[1] % d[0];
                  long in = i / (d[1] * d[0]) % d[2];
                  long out = i / (d[1] * d[0] * d[2]);
                  return tensor[(int) (((h * d[1] + w) * d[2] + in) * d[3] + out)];
                });
    LayerResult ours = analyze(tiny, Compat.OFF, false);
    assertThat(ours.n()).isEqualTo(example.expected("N").asLong());
    assertThat(ours.m()).isEqualTo(example.expected("M").asLong());
    assertThat(ours.rf()).isEqualTo(example.expected("rf").asLong());
    spectra(
        example,
        analyze(tiny, Compat.REFERENCE, true),
        analyze(tiny, Compat.REFERENCE, false),
        ours);
  }

  private void dense(Example example) {
    JsonNode w = example.in("W");
    LayerResult layer = analyze(float64(shape(w), flat(w)), Compat.REFERENCE_FLOAT64, true);
    example.assertClose("evals", layer.esd(), flat(example.expected("evals")));
    example.assertClose("sv_max", layer.svMax(), example.expected("sv_max").asDouble());
    example.assertClose("sv_min", layer.svMin(), example.expected("sv_min").asDouble());
    assertThat(layer.rankLoss()).hasValue(example.expected("rank_loss").asLong());
  }

  private void twoSlices(Example example) {
    double[] slices = flat(example.in("slices"));
    TinyModels tiny =
        new TinyModels()
            .add(
                "fc.weight",
                "F64",
                new long[] {3, 3, 1, 2},
                i -> slices[(int) (i % 2 * 9 + i / 2)]);
    LayerResult reference = analyze(tiny, Compat.REFERENCE_FLOAT64, false);
    LayerResult ours = analyze(tiny, Compat.OFF, false);
    example.assertClose("evals", ours.esd(), flat(example.expected("evals")));
    example.assertClose("evals", reference.esd(), flat(example.expected("evals")));
    example.assertClose("sv_max", ours.svMax(), example.expected("sv_max").asDouble());
    example.assertClose(
        "sv_min", reference.svMin(), example.expected("sv_min_reference").asDouble());
    example.assertClose("sv_min", ours.svMin(), example.expected("sv_min_correct").asDouble());
  }

  private void inverse(Example example) {
    double[] slices = flat(example.in("slices"));
    TinyModels tiny =
        new TinyModels()
            .add(
                "fc.weight",
                "F64",
                new long[] {3, 3, 1, 2},
                i -> slices[(int) (i % 2 * 9 + i / 2)]);
    AnalyzeOptionsBuilder builder =
        AnalyzeOptions.builder().minEvals(0).convNorm(false).keepEsd(true).inverse(true);
    List<LayerResult> ours = analyze(tiny, builder.build());
    List<LayerResult> reference = analyze(tiny, builder.compat(Compat.REFERENCE_FLOAT64).build());
    example.assertClose("ours", ours.getFirst().esd(), flat(example.expected("evals_correct")));
    example.assertClose(
        "reference", reference.getFirst().esd(), flat(example.expected("evals_reference")));
  }

  private void ranks(Example example) {
    JsonNode cases = example.in("cases");
    for (int i = 0; i < cases.size(); i++) {
      double[] s = flat(cases.get(i).get("s"));
      int n = cases.get(i).get("N").asInt();
      LayerResult layer = analyze(diagonal(n, s), Compat.REFERENCE_FLOAT64, true);
      assertThat(layer.rankLoss()).hasValue(example.expected("rank_loss").get(i).asLong());
      assertThat(layer.matrixRank()).hasValue(example.expected("rank").get(i).asLong());
    }
    assertThat(cases.size()).isEqualTo(4);
  }

  private void fitOfTwentyFour(Example example) {
    double[] data = flat(example.in("data"));
    TailFit fit =
        PowerLawFit.fit(
            data, new FitOptions(new Xmax.None(), FitOptions.EVALS_THRESH, 0, Compat.REFERENCE));
    assertThat(fit).isInstanceOf(TailFit.Fitted.class);
    TailFit.Fitted fitted = (TailFit.Fitted) fit;
    example.assertClose("alpha", fitted.alpha(), example.expected("alpha").asDouble());
    example.assertClose("D", fitted.distance(), example.expected("D").asDouble());
    example.assertClose("sigma", fitted.sigma(), example.expected("sigma").asDouble());
    assertThat(fitted.xmin()).isEqualTo(example.expected("xmin").asDouble());
    assertThat(fitted.xmax()).isEqualTo(example.expected("xmax").asDouble());
    assertThat(fitted.tail()).isEqualTo(example.expected("tail_size").asInt());
    example.assertClose("alphas", Candidates.alphas(data), flat(example.expected("alphas")));
  }

  private static void fits(Example example) {
    JsonNode cases = example.in("cases");
    for (int i = 0; i < cases.size(); i++) {
      JsonNode expected = example.expected().get(i);
      JsonNode xmax = cases.get(i).get("xmax");
      Xmax end = xmax == null ? new Xmax.None() : new Xmax.DropLargest(Math.abs(xmax.asInt()));
      TailFit fit =
          PowerLawFit.fit(
              flat(cases.get(i).get("evals")),
              new FitOptions(end, FitOptions.EVALS_THRESH, 0, Compat.REFERENCE));
      boolean success = expected.get("status").asString().equals("success");
      assertThat(fit instanceof TailFit.Fitted).as("case %d", i).isEqualTo(success);
      if (fit instanceof TailFit.Fitted fitted) {
        example.assertClose("alpha", fitted.alpha(), number(expected.get("alpha")));
        example.assertClose("D", fitted.distance(), number(expected.get("D")));
        example.assertClose("sigma", fitted.sigma(), number(expected.get("sigma")));
        assertThat(fitted.xmin()).isEqualTo(number(expected.get("xmin")));
        assertThat(fitted.xmax()).isEqualTo(number(expected.get("xmax")));
        assertThat(fitted.spikes()).isEqualTo(expected.get("num_pl_spikes").asInt());
      }
    }
    assertThat(cases.size()).isEqualTo(9);
  }

  private void norms(Example example) {
    double[] evals = flat(example.in("evals"));
    double alpha = example.in("alpha").asDouble();
    int n = example.in("N").asInt();
    double[] s = Arrays.stream(evals).map(Math::sqrt).toArray();
    LayerResult layer = analyze(diagonal(n, s), Compat.REFERENCE_FLOAT64, true);
    for (String name :
        List.of(
            "norm", "log_norm", "spectral_norm", "log_spectral_norm", "stable_rank", "entropy")) {
      Column column = Column.ofLabel(name).orElseThrow();
      example.assertClose(name, layer.row().real(column), example.expected(name).asDouble());
    }
    assertThat(layer.matrixRank()).hasValue(example.expected("matrix_rank").asLong());
    example.assertClose(
        "log_alpha_norm",
        NormValues.logAlphaNorm(evals, n, alpha),
        example.expected("log_alpha_norm").asDouble());
    example.assertClose(
        "alpha_weighted",
        alpha * layer.logSpectralNorm(),
        example.expected("alpha_weighted").asDouble());
  }

  private void entropies(Example example) {
    JsonNode cases = example.in("cases");
    for (int i = 0; i < cases.size(); i++) {
      double[] s = flat(cases.get(i));
      int n = example.in("N").asInt();
      LayerResult layer = analyze(diagonal(n, s), Compat.REFERENCE_FLOAT64, true);
      example.assertClose("case " + i, layer.entropy(), number(example.expected().get(i)));
    }
    assertThat(cases.size()).isEqualTo(4);
  }

  private static void summary(Example example) {
    List<LayerResult> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Row.Builder row = Row.builder().text(Column.VERDICT, "good");
      for (Column metric : Summary.METRICS) {
        row.real(metric, number(example.in(metric.label()).get(i)));
      }
      rows.add(LayerResult.of(row.build()));
    }
    for (Column metric : Summary.METRICS) {
      example.assertClose(
          metric.label(),
          Summary.of(rows).referenceMean(metric).orElseThrow(),
          number(example.expected(metric.label())));
    }
  }

  private void analyzeDense(Example example) {
    JsonNode weight = example.in("weight");
    LayerResult layer =
        analyze(
            new TinyModels().f32(example.in("key").asString(), shape(weight), flat(weight)),
            Compat.REFERENCE,
            true);
    // A dictionary counts from 1, a file of safetensors from 0.
    compareRow(example, example.expected(), layer, Set.of("layer_id"));
  }

  private void analyzeConvolution(Example example) {
    JsonNode weight = example.in("weight");
    LayerResult layer = analyze(float32(shape(weight), flat(weight)), Compat.REFERENCE, true);
    compareRow(example, example.expected("pool_true"), layer, Set.of());
    AnalyzeOptions apart =
        AnalyzeOptions.builder().minEvals(0).compat(Compat.REFERENCE).pool(false).build();
    List<LayerResult> slices = analyze(float32(shape(weight), flat(weight)), apart);
    assertThat(slices).hasSize(3);
    for (int i = 0; i < 3; i++) {
      compareRow(example, example.expected("pool_false").get(i), slices.get(i), Set.of());
    }
  }

  private static void compareRow(
      Example example, JsonNode expected, LayerResult layer, Set<String> ignored) {
    int compared = 0;
    for (String name : expected.propertyNames()) {
      if (ignored.contains(name) || OTHER_COLUMNS.contains(name)) {
        continue;
      }
      Column column = Column.ofLabel(name).orElseThrow();
      JsonNode value = expected.get(name);
      switch (column.kind()) {
        case REAL -> example.assertClose(name, layer.row().real(column), number(value));
        case COUNT -> assertThat(layer.row().count(column)).as(name).hasValue(value.asLong());
        case TEXT -> assertThat(layer.row().text(column)).as(name).isEqualTo(value.asString());
        case FLAG -> assertThat(layer.row().flag(column)).as(name).isEqualTo(value.asBoolean());
      }
      compared++;
    }
    assertThat(compared).isGreaterThan(13);
  }
}
