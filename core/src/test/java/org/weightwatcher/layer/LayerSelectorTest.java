package org.weightwatcher.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.TinyLayers;

/// Judge: the size limits as the manual states them, each at the limit and beside it.
class LayerSelectorTest {
  @ParameterizedTest
  @CsvSource({
    "20, 9, 1, 10, , , too small: 9 < min-evals 10",
    "20, 10, 1, 10, , , ",
    "20, 5, 2, 10, , , ",
    "20, 9, 1, 0, , , ",
    "20, 10, 1, 5, 9, , too large: 10 > max-evals 9",
    "20, 10, 1, 5, 10, , ",
    "20, 10, 4, 5, 39, , too large: 40 > max-evals 39",
    "20, 10, 1, 5, , 19, too large: 20 > max-n 19",
    "20, 10, 1, 5, , 20, ",
    "20, 10, 1, 5, 9, 19, too large: 10 > max-evals 9"
  })
  void limits(
      long n, long m, long kw, int minEvals, Integer maxEvals, Integer maxN, String detail) {
    AnalyzeOptions options =
        AnalyzeOptions.builder()
            .minEvals(minEvals)
            .maxEvals(maxEvals == null ? OptionalInt.empty() : OptionalInt.of(maxEvals))
            .maxN(maxN == null ? OptionalInt.empty() : OptionalInt.of(maxN))
            .build();
    Layer layer = TinyLayers.layer(0, "c", LayerType.CONV2D, n, m, 1, kw);
    String found = new LayerSelector(options).reject(layer).map(SkippedTensor::detail).orElse(null);
    assertThat(found).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({"type:dense, true", "a.*, true", "3, true", "!a.*, false", "b, false"})
  void filter(String spec, boolean kept) {
    AnalyzeOptions options = AnalyzeOptions.builder().layers(spec).build();
    var reject = new LayerSelector(options).reject(TinyLayers.dense(3, "a.x", 20, 10));
    assertThat(reject.isEmpty()).isEqualTo(kept);
    assertThat(reject.map(SkippedTensor::detail).orElse("filtered")).isEqualTo("filtered");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0, true", "9, false"})
  void sizeComesBeforeTheFilter(int id, boolean inFilter) {
    AnalyzeOptions options = AnalyzeOptions.builder().layers("0,1").build();
    var reject = new LayerSelector(options).reject(TinyLayers.dense(id, "a", 20, 5));
    assertThat(reject).isPresent();
    assertThat(reject.orElseThrow().reason())
        .as("also for a layer that the filter %s", inFilter ? "keeps" : "drops")
        .isEqualTo(SkipReason.TOO_SMALL);
  }
}
