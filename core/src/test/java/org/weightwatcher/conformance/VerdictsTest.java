package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.SharedFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: how the models were made: a network at steps of its training, and matrices drawn from
/// known laws.
class VerdictsTest {
  private static List<LayerResult> layers(String path) {
    Path shared = SharedFolder.require(VerdictsTest.class);
    try (Model model = WeightWatcher.open(shared.resolve("models").resolve(path))) {
      return model.analyze(AnalyzeOptions.defaults()).layers();
    }
  }

  private static long count(int step, String verdict) {
    List<LayerResult> layers = layers("chartransformer/checkpoint-" + step);
    assertThat(layers).hasSize(21);
    Map<String, Long> verdicts =
        layers.stream().collect(Collectors.groupingBy(LayerResult::verdict, Collectors.counting()));
    System.out.printf("VerdictsTest step %d: %s%n", step, verdicts);
    return verdicts.getOrDefault(verdict, 0L);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 21", "50, 14", "100, 1", "250, 0", "500, 0", "1000, 0", "1500, 0", "2250, 0", "3000, 0",
    "5000, 0", "7500, 1"
  })
  void randomLayersFadeWithTraining(int step, long random) {
    assertThat(count(step, "random-like?")).isEqualTo(random);
  }

  @ParameterizedTest
  @ValueSource(ints = {3000, 5000, 7500})
  void overfittedLayersAreNotReliable(int step) {
    assertThat(count(step, "not reliable")).isBetween(8L, 10L);
  }

  private static JsonNode truth(String name) {
    Path shared = SharedFolder.require(VerdictsTest.class);
    return JsonMapper.shared()
        .readTree(shared.resolve("models/synthetic/truth.json").toFile())
        .get(name);
  }

  private static LayerResult synthetic(String name) {
    return layers("synthetic/" + truth(name).get("file").asString()).stream()
        .filter(layer -> layer.longname().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaussian_square", "gaussian_tall"})
  void gaussianMatricesAreRandom(String name) {
    LayerResult layer = synthetic(name);
    assertThat(layer.verdict()).isEqualTo("random-like?");
    assertThat(layer.numTrimSpikes()).hasValue(0);
  }

  @Test
  void plantedSpikesAreCounted() {
    LayerResult layer = synthetic("spiked");
    assertThat(layer.numTrimSpikes())
        .hasValue(truth("spiked").get("predicted_number_of_spikes").asInt());
    assertThat(layer.verdict()).isNotEqualTo("random-like?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pareto_a2", "pareto_a3", "pareto_a4.5"})
  void powerLawsAreRecovered(String name) {
    LayerResult layer = synthetic(name);
    double alpha = truth(name).get("alpha").asDouble();
    System.out.printf(
        "VerdictsTest %s: alpha %.3f, sigma %.3f, tail %d%n",
        name, layer.alpha(), layer.sigma(), layer.numPlSpikes().orElseThrow());
    assertThat(layer.alpha()).isCloseTo(alpha, within(3 * layer.sigma()));
    assertThat(layer.lambdaMax())
        .isCloseTo(
            truth(name).get("measured").get("lambda_max").asDouble(),
            within(1e-9 * layer.lambdaMax()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "equal_spectrum"})
  void noTailNoFit(String name) {
    LayerResult layer = synthetic(name);
    System.out.printf("VerdictsTest %s: %s, %s%n", name, layer.verdict(), layer.notes());
    assertThat(List.of("failed", "random-like?", "not reliable")).contains(layer.verdict());
  }
}
