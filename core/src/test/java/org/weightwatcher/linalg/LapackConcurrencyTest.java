package org.weightwatcher.linalg;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Judge: the same calls one after the other. Results must be equal to the last bit, because a
/// report may not depend on the number of threads.
class LapackConcurrencyTest {
  private static final int[] ORDERS = {8, 33, 64, 150, 257, 400};
  private static final int ROUNDS = 4;

  private static double[] everything(Lapack lapack, int n) {
    double[] a = Matrices.random(n, n, n);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment matrix = Matrices.segment(arena, a);
      MemorySegment results = arena.allocate(JAVA_DOUBLE, 2L * n * n + 2L * n);
      MemorySegment gram = results.asSlice(0, 8L * n * n);
      MemorySegment product = results.asSlice(8L * n * n, 8L * n * n);
      MemorySegment eigen = results.asSlice(16L * n * n, 8L * n);
      MemorySegment singular = results.asSlice(16L * n * n + 8L * n);
      lapack.gramOfColumns(n, n, matrix, 0, gram);
      lapack.multiply(n, n, n, matrix, matrix, product);
      MemorySegment work = Matrices.segment(arena, Matrices.array(gram));
      lapack.eigenvalues(n, work, eigen);
      lapack.singularValues(n, n, matrix, singular);
      return Matrices.array(results);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void concurrentCallsGiveTheBitsOfSequentialOnes(int threads) throws Exception {
    Lapack lapack = LapackTest.nativeLapack();
    List<double[]> sequential = new ArrayList<>();
    List<Callable<double[]>> calls = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int n : ORDERS) {
        if (round == 0) {
          sequential.add(everything(lapack, n));
        }
        calls.add(() -> everything(lapack, n));
      }
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<double[]>> results = executor.invokeAll(calls);
      assertThat(results).hasSize(ROUNDS * ORDERS.length);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(sequential.get(i % ORDERS.length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 2)
  void concurrentTwoStageCallsGiveTheBitsOfASequentialOne(int threads) throws Exception {
    Lapack lapack = LapackTest.nativeLapack();
    int n = NativeLapack.TWO_STAGE_FROM;
    Callable<double[]> call =
        () -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_DOUBLE, n);
            MemorySegment matrix = Matrices.segment(arena, Matrices.random(n, n, 9));
            lapack.eigenvalues(n, matrix, values);
            return Matrices.array(values);
          }
        };
    double[] sequential = call.call();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (Future<double[]> result : executor.invokeAll(List.of(call, call))) {
        assertThat(result.get()).isEqualTo(sequential);
      }
    }
  }
}
