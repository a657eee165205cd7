package org.weightwatcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.testing.TinyLayers;

/// Judge: bytes added up by hand: the matrix, its Gram matrix, a block of rows, the values.
class MemoryPlanTest {
  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "100, 10, 16880",
    "10, 100, 16880",
    "1, 1, 32",
    // A block never exceeds 64 MiB.
    "8192, 2048, 234897408"
  })
  void need(long rows, long columns, long bytes) {
    long n = Math.max(rows, columns);
    long m = Math.min(rows, columns);
    long block = Math.min(8 * n * m, 64 * MIB);
    assertThat(8 * n * m + 8 * m * m + block + 8 * m).isEqualTo(bytes);
    assertThat(MemoryPlan.need(TinyLayers.dense(0, "a", rows, columns))).isEqualTo(bytes);
  }

  @Test
  void aRowLongerThanABlockIsABlock() {
    long m = 9 * MIB;
    long need = MemoryPlan.need(TinyLayers.dense(0, "a", 1, m));
    assertThat(need).isBetween(8 * m, 16 * m + 100);
  }

  @Test
  void sizesBeyondAllMemoryDoNotOverflow() {
    assertThat(MemoryPlan.need(TinyLayers.dense(0, "a", 1L << 31, 1L << 30)))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void largestFirstAndTooBigOut() {
    Layer small = TinyLayers.dense(0, "small", 20, 10);
    Layer middle = TinyLayers.dense(1, "middle", 40, 20);
    Layer large = TinyLayers.dense(2, "large", 400, 200);
    long budget = MemoryPlan.need(middle);
    MemoryPlan plan = MemoryPlan.of(List.of(small, large, middle), new RunOptions(4, budget));
    assertThat(plan.order()).containsExactly(middle, small);
    assertThat(plan.perTask()).isEqualTo(budget);
    assertThat(plan.threads()).isEqualTo(1);
    SkippedTensor skipped = plan.tooBig().getFirst();
    assertThat(plan.tooBig()).hasSize(1);
    assertThat(skipped.name()).isEqualTo("large");
    assertThat(skipped.reason()).isEqualTo(SkipReason.MEMORY);
    // 640000 + 320000 + 640000 + 1600 against 6400 + 3200 + 6400 + 160.
    assertThat(skipped.detail()).isEqualTo("needs 1.5 MiB, limit 15.8 KiB");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "4, 1, 1", "4, 2, 2", "2, 9, 2", "9, 9, 3"})
  void asManyThreadsAsFit(int threads, int timesTheNeed, int expected) {
    List<Layer> layers =
        List.of(
            TinyLayers.dense(0, "a", 40, 20),
            TinyLayers.dense(1, "b", 40, 20),
            TinyLayers.dense(2, "c", 40, 20));
    long budget = timesTheNeed * MemoryPlan.need(layers.getFirst());
    assertThat(MemoryPlan.of(layers, new RunOptions(threads, budget)).threads())
        .isEqualTo(expected);
  }

  @Test
  void noLayersNoWork() {
    MemoryPlan plan = MemoryPlan.of(List.of(), new RunOptions(4, 1));
    assertThat(plan.order()).isEmpty();
    assertThat(plan.tooBig()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, --threads must be >= 1 but was 0",
    "1, 0, --memory must be >= 1 byte but was 0"
  })
  void refuses(int threads, long memory, String message) {
    assertThatExceptionOfType(OptionException.class)
        .isThrownBy(() -> new RunOptions(threads, memory))
        .satisfies(e -> assertThat(e.getMessage()).isEqualTo(message));
  }

  @Test
  void defaultsUseTheMachine() {
    assertThat(RunOptions.defaults().threads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(RunOptions.defaults().memory()).isPositive();
  }
}
