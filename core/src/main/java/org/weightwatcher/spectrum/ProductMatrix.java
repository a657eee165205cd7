package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.MatrixView;

/// The product of the matrices of two layers: `A B / (|A| |B|)`, or with a random matrix S of zeros
/// and ones `A S B / (|A| |B| + sqrt|S|)`, Frobenius norms.
///
/// Reference: `weightwatcher.py`, `WWIntraLayerIterator`; float32 there.
record ProductMatrix(Layer layer, Makeup.Product product, AnalyzeOptions options, Tools tools)
    implements HeldMatrices {
  @Override
  public int count() {
    return 1;
  }

  @Override
  public int rows(int index) {
    return Math.toIntExact(product.left().rows());
  }

  @Override
  public int columns(int index) {
    return Math.toIntExact(product.right().columns());
  }

  @Override
  public boolean make(int index, MemorySegment matrix) {
    MemorySegment left = tools.buffers().doubles(Slot.INPUT, product.left().elements());
    MemorySegment right = tools.buffers().doubles(Slot.PARTNER, product.right().elements());
    if (!decode(product.left(), left) || !decode(product.right(), right)) {
      return false;
    }
    double norm = frobenius(left) * frobenius(right);
    int inner = Math.toIntExact(product.left().columns());
    if (product.sparsify()) {
      MemorySegment mask = tools.buffers().doubles(Slot.GRAM, (long) inner * inner);
      MatrixKey key = new MatrixKey(options.extras().seed(), layer.longname(), 0, 0);
      tools.random().zerosAndOnes(key, mask);
      norm += Math.sqrt(frobenius(mask));
      MemorySegment masked = tools.buffers().doubles(Slot.BLOCK, product.left().elements());
      tools.lapack().multiply(rows(0), inner, inner, left, mask, masked);
      left = masked;
    }
    tools.lapack().multiply(rows(0), columns(0), inner, left, right, matrix);
    divide(matrix, norm);
    return EntryStep.of(layer, options).apply(matrix);
  }

  private boolean decode(MatrixView view, MemorySegment into) {
    return tools.decoder().decode(view, into) && EntryStep.unscaled(options).apply(into);
  }

  private static double frobenius(MemorySegment matrix) {
    long count = matrix.byteSize() / Double.BYTES;
    double sum = 0;
    for (long i = 0; i < count; i++) {
      double value = matrix.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static void divide(MemorySegment matrix, double norm) {
    long count = matrix.byteSize() / Double.BYTES;
    for (long i = 0; i < count; i++) {
      double value = matrix.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      matrix.setAtIndex(ValueLayout.JAVA_DOUBLE, i, norm == 0 ? 0 : value / norm);
    }
  }
}
