package org.weightwatcher.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judge: sorting.
class EntryMedianTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "3, 3", "4, 5", "7, 11", "60, 50"})
  void theMiddleOfABlock(int height, int width) {
    int stride = width + 3;
    int first = 5;
    Random random = new Random(height);
    double[] all = random.doubles(first + (long) height * stride, -1, 1).toArray();
    double[] block = new double[height * width];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        // Ties, both signs, both zeros.
        double value = Math.rint(8 * all[first + i * stride + j]) / 8;
        all[first + i * stride + j] = value;
        block[i * width + j] = value;
      }
    }
    Arrays.sort(block);
    int half = block.length / 2;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment matrix = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, all);
      assertThat(new EntryMedian(matrix, first, height, width, stride).middle())
          .isEqualTo(
              new EntryMedian.Middle(
                  block.length % 2 == 1 ? block[half] : block[half - 1], block[half]));
    }
  }
}
