package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.SharedFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: how the layers were made (`truth.json`): one has three huge entries, the others have none
/// that stand out.
class CorrelationTrapTest {
  private static Map<String, LayerResult> shuffled(long seed) {
    try (Model model =
        WeightWatcher.open(
            SharedFolder.require(CorrelationTrapTest.class)
                .resolve("models/synthetic/synthetic.safetensors"))) {
      AnalyzeOptions options =
          AnalyzeOptions.builder()
              .layers("gaussian_square", "gaussian_tall", "spiked", "trap")
              .randomize(true)
              .seed(seed)
              .build();
      return model.analyze(options).layers().stream()
          .collect(Collectors.toMap(LayerResult::longname, Function.identity()));
    }
  }

  private static JsonNode truth() {
    return JsonMapper.shared()
        .readTree(
            SharedFolder.require(CorrelationTrapTest.class)
                .resolve("models/synthetic/truth.json")
                .toFile());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void onlyTheTrapIsFound(long seed) {
    Map<String, LayerResult> layers = shuffled(seed);
    assertThat(layers).hasSize(4);
    System.out.printf(
        "CorrelationTrapTest seed %d: %s%n",
        seed,
        layers.values().stream()
            .map(layer -> layer.longname() + " " + spikes(layer))
            .sorted()
            .toList());
    // The three entries meet in a row or column only by chance.
    assertThat(spikes(layers.get("trap"))).isBetween(2L, 3L);
    assertThat(layers.get("trap").notes()).contains("correlation trap");
    for (String name : List.of("gaussian_square", "gaussian_tall", "spiked")) {
      assertThat(spikes(layers.get(name))).as(name).isZero();
      assertThat(layers.get(name).notes()).doesNotContain("correlation trap");
    }
  }

  /// The largest entry alone, or two or three of them in one row or column, on a background whose
  /// edge adds to it.
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void theLargestShuffledEigenvalueIsThatOfTheEntries(long seed) {
    JsonNode trap = truth().get("trap");
    double squares = 0;
    for (JsonNode element : trap.get("elements")) {
      squares += element.get("value").asDouble() * element.get("value").asDouble();
    }
    double single = trap.get("predicted_outliers_at").get(0).asDouble();
    double largest = shuffled(seed).get("trap").row().real(Column.MAX_RAND_EVAL);
    assertThat(largest).isBetween(single, squares + trap.get("mp_edge_plus").asDouble());
  }

  private static long spikes(LayerResult layer) {
    return layer.row().count(Column.RAND_NUM_SPIKES).orElseThrow();
  }
}
