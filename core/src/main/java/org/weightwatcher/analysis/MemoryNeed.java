package org.weightwatcher.analysis;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Storage;

/// Most bytes that the analysis of a layer allocates off-heap, known before it starts.
final class MemoryNeed {
  private MemoryNeed() {}

  /// @param layer a layer
  /// @param options what is computed; shuffled weights need no more than the spectrum, as the whole
  ///   matrix and its Gram matrix are counted already
  /// @return bytes; the largest number where it does not fit into 64 bits
  static long of(Layer layer, AnalyzeOptions options) {
    try {
      long matrices =
          switch (layer.makeup()) {
            case Makeup.Whole _, Makeup.Slice _ -> stored(layer, options);
            case Makeup.Frequencies _ -> frequencies(layer);
            case Makeup.Product product -> product(product);
            case Makeup.Stack stack -> stack(layer, stack);
          };
      return sum(matrices, inflated(layer), 8 * layer.shortSide());
    } catch (ArithmeticException beyond64Bits) {
      return Long.MAX_VALUE;
    }
  }

  /// A block of rows, the Gram matrix, the whole matrix in case it has to be decomposed directly;
  /// for transforms the imaginary parts; for eigenvectors the work space of their solver.
  private static long stored(Layer layer, AnalyzeOptions options) {
    long m = layer.shortSide();
    long matrix = doubles(layer.longSide(), m);
    long gram = doubles(m, m);
    long block = Math.max(Math.min(matrix, Buffers.MAX_BLOCK_BYTES), doubles(m, 1));
    long imaginary = options.matrices().fft() ? matrix : 0;
    long solver = options.extras().vectors() ? Math.multiplyExact(2, gram) : 0;
    return sum(matrix, gram, block, imaginary, solver);
  }

  /// The kernel, and a real matrix with twice as many rows and columns.
  private static long frequencies(Layer layer) {
    long one = doubles(layer.longSide(), layer.shortSide());
    long kernel = Math.multiplyExact(one, (long) layer.matrices().size());
    long moreValues = doubles(layer.shortSide(), 1);
    return sum(kernel, 4 * one, 4 * doubles(layer.shortSide(), layer.shortSide()), moreValues);
  }

  /// Both factors, what stands between them, and the product.
  private static long product(Makeup.Product product) {
    MatrixView left = product.left();
    MatrixView right = product.right();
    long mask = product.sparsify() ? doubles(left.columns(), left.columns()) : 0;
    long masked = product.sparsify() ? doubles(left.rows(), left.columns()) : 0;
    long side = Math.min(left.rows(), right.columns());
    return sum(
        doubles(left.rows(), left.columns()),
        doubles(right.rows(), right.columns()),
        Math.max(mask, doubles(side, side)),
        masked,
        doubles(left.rows(), right.columns()));
  }

  private static long stack(Layer layer, Makeup.Stack stack) {
    long largest =
        stack.layers().stream().mapToLong(one -> doubles(one.n(), one.m())).max().orElse(0);
    return sum(
        doubles(layer.longSide(), layer.shortSide()),
        doubles(layer.shortSide(), layer.shortSide()),
        largest);
  }

  /// Decoded storages stay until the layer is done.
  private static long inflated(Layer layer) {
    Set<Storage> storages = Collections.newSetFromMap(new IdentityHashMap<>());
    layer.matrices().forEach(view -> storages.add(view.storage()));
    if (layer.makeup() instanceof Makeup.Product product) {
      storages.add(product.left().storage());
    }
    long sum = 0;
    for (Storage storage : storages) {
      sum = Math.addExact(sum, storage.allocated());
    }
    return sum;
  }

  private static long doubles(long rows, long columns) {
    return Math.multiplyExact(8, Math.multiplyExact(rows, columns));
  }

  private static long sum(long... parts) {
    long sum = 0;
    for (long part : parts) {
      sum = Math.addExact(sum, part);
    }
    return sum;
  }
}
