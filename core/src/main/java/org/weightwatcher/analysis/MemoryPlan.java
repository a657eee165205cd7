package org.weightwatcher.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.options.AnalyzeOptions;

/// Which layers fit into the memory budget and how many run side by side; made before work starts.
///
/// @param order layers that fit, the most costly first
/// @param tooBig layers that do not fit alone
/// @param threads workers, at most as many as asked for
/// @param perTask bytes that one worker may allocate: the need of the largest layer that fits
public record MemoryPlan(List<Layer> order, List<SkippedTensor> tooBig, int threads, long perTask) {

  /// Copies the lists.
  public MemoryPlan {
    order = List.copyOf(order);
    tooBig = List.copyOf(tooBig);
  }

  /// @param layers layers to analyse
  /// @param run threads and budget
  /// @return the plan of an analysis without steps on request
  public static MemoryPlan of(List<Layer> layers, RunOptions run) {
    return of(layers, run, AnalyzeOptions.defaults());
  }

  /// @param layers layers to analyse
  /// @param run threads and budget
  /// @param options steps on request may need more
  /// @return the plan
  public static MemoryPlan of(List<Layer> layers, RunOptions run, AnalyzeOptions options) {
    List<Layer> fitting = new ArrayList<>();
    List<SkippedTensor> tooBig = new ArrayList<>();
    for (Layer layer : layers) {
      if (need(layer, options) <= run.memory()) {
        fitting.add(layer);
      } else {
        tooBig.add(skip(layer, need(layer, options), run.memory()));
      }
    }
    fitting.sort(Comparator.comparingDouble(Layer::cost).reversed());
    long[] needs = fitting.stream().mapToLong(layer -> need(layer, options)).sorted().toArray();
    long largest = needs.length == 0 ? 0 : needs[needs.length - 1];
    return new MemoryPlan(fitting, tooBig, threads(needs, run), largest);
  }

  /// As many workers as can hold the largest layers at the same time: each keeps its buffers.
  private static int threads(long[] ascending, RunOptions run) {
    int wanted = Math.min(run.threads(), Math.max(1, ascending.length));
    long left = run.memory();
    int threads = 0;
    for (int i = ascending.length - 1; i >= 0 && threads < wanted; i--) {
      left -= ascending[ascending.length - 1];
      if (left < 0) {
        break;
      }
      threads++;
    }
    return Math.max(1, threads);
  }

  /// @param layer a layer
  /// @return most bytes that its analysis allocates off-heap: a block of rows, the Gram matrix, the
  ///   whole matrix in case it has to be decomposed directly, and a storage that has to be decoded
  public static long need(Layer layer) {
    long n = layer.longSide();
    long m = layer.shortSide();
    try {
      long matrix = Math.multiplyExact(8, Math.multiplyExact(n, m));
      long gram = Math.multiplyExact(8, Math.multiplyExact(m, m));
      long block = Math.max(Math.min(matrix, Buffers.MAX_BLOCK_BYTES), Math.multiplyExact(8, m));
      long sum = Math.addExact(Math.addExact(matrix, gram), Math.addExact(block, 8 * m));
      return Math.addExact(sum, layer.matrices().getFirst().storage().allocated());
    } catch (ArithmeticException beyond64Bits) {
      return Long.MAX_VALUE;
    }
  }

  /// @param layer a layer
  /// @param options what is computed; shuffled weights need no more, as the whole matrix and its
  ///   Gram matrix are counted already
  /// @return as [#need(Layer)], and for eigenvectors the work space of their solver
  public static long need(Layer layer, AnalyzeOptions options) {
    long plain = need(layer);
    if (!options.extras().vectors() || plain == Long.MAX_VALUE) {
      return plain;
    }
    long m = layer.shortSide();
    try {
      return Math.addExact(plain, Math.multiplyExact(16, Math.multiplyExact(m, m)));
    } catch (ArithmeticException beyond64Bits) {
      return Long.MAX_VALUE;
    }
  }

  private static SkippedTensor skip(Layer layer, long need, long budget) {
    String detail = "needs %s, limit %s".formatted(ByteSize.text(need), ByteSize.text(budget));
    return new SkippedTensor(
        layer.longname(),
        layer.type(),
        layer.shape(),
        layer.parameters(),
        SkipReason.MEMORY,
        detail);
  }
}
