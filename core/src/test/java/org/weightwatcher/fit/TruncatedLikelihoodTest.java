package org.weightwatcher.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.fit.numeric.ExponentialIntegral;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.SharedFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: likelihoods of the reference's truncated fits, at the reference's own xmin. Ours may not
/// be lower.
class TruncatedLikelihoodTest {
  @ParameterizedTest
  @CsvSource({
    "chartransformer/checkpoint-7500, tpl, 21",
    "chartransformer/checkpoint-7500, e_tpl, 21",
    "chartransformer/checkpoint-1500, tpl, 21",
    "synthetic/pareto_a2, tpl, 1",
    "synthetic/pareto_a3, tpl, 1"
  })
  void isNotBelowTheReferences(String name, String table, int layers) {
    Path shared = SharedFolder.require(TruncatedLikelihoodTest.class);
    Path golden = shared.resolve("golden").resolve(name).resolve(table + ".loglikelihood.json");
    Path folder = shared.resolve("models").resolve(name);
    Path model =
        Files.isDirectory(folder)
            ? folder.resolve("model.safetensors")
            : Path.of(folder + ".safetensors");
    JsonNode rows = JsonMapper.builder().build().readTree(golden.toFile());
    AnalyzeOptions options =
        AnalyzeOptions.builder().compat(Compat.REFERENCE).keepEsd(true).build();
    double gain = 0;
    try (Model opened = WeightWatcher.open(model)) {
      List<LayerResult> results = opened.analyze(options).layers();
      for (int i = 0; i < rows.size(); i++) {
        JsonNode row = rows.get(i);
        LayerResult layer =
            results.stream()
                .filter(result -> result.layerId() == row.get("layer_id").asLong())
                .findFirst()
                .orElseThrow();
        double xmin = row.get("xmin").asDouble();
        double[] tail = Arrays.stream(layer.esd()).filter(x -> x >= xmin * (1 - 1e-9)).toArray();
        assertThat(tail.length).isEqualTo(row.get("n_tail").asInt());
        double reference = row.get("loglikelihood").asDouble();
        double ours = likelihood(tail);
        assertThat(ours).as(layer.longname()).isGreaterThanOrEqualTo(reference - 1e-6);
        gain = Math.max(gain, ours - reference);
      }
    }
    System.out.printf(
        "TruncatedLikelihoodTest %s %s: at most %.2g above the reference%n", name, table, gain);
    assertThat(rows.size()).isEqualTo(layers);
    // The reference's simplex stalls before the maximum.
    assertThat(gain).isLessThan(0.5);
  }

  /// `-alpha sum ln x - Lambda sum x + n ((1-alpha) ln Lambda - ln Gamma(1-alpha, Lambda xmin))`.
  private static double likelihood(double[] tail) {
    double logs = Arrays.stream(tail).map(x -> Math.log(x / tail[0])).sum();
    double sum = Arrays.stream(tail).sum();
    TailLaw.Truncated law =
        (TailLaw.Truncated)
            new TruncatedNewton()
                .estimate(new Tail(tail, 0, logs, sum, Double.POSITIVE_INFINITY))
                .law();
    double z = law.lambda() * tail[0];
    double logGamma =
        (1 - law.alpha()) * Math.log(z) + Math.log(ExponentialIntegral.scaled(law.alpha(), z)) - z;
    double logsOfAll = Arrays.stream(tail).map(Math::log).sum();
    return -law.alpha() * logsOfAll
        - law.lambda() * sum
        + tail.length * ((1 - law.alpha()) * Math.log(law.lambda()) - logGamma);
  }
}
