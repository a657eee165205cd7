package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.tensor.MatrixView;

/// All layers in one matrix. Each layer is scaled: its median is subtracted from every entry, and
/// every column is divided by the median of its absolute deviations from its own median (no more
/// than the median is subtracted from columns where that is 0; the reference divides by 0).
///
/// Reference: `weightwatcher.py`, `WWStackedLayerIterator`; every step in float32 there.
record StackedMatrix(Makeup.Stack stack, AnalyzeOptions options, Tools tools)
    implements HeldMatrices {
  @Override
  public int count() {
    return 1;
  }

  @Override
  public int rows(int index) {
    return Math.toIntExact(stack.rows());
  }

  @Override
  public int columns(int index) {
    return Math.toIntExact(stack.columns());
  }

  @Override
  public boolean make(int index, MemorySegment matrix) {
    matrix.fill((byte) 0);
    long row = 0;
    for (Layer layer : stack.layers()) {
      int height = Math.toIntExact(Makeup.Stack.height(layer));
      Block block =
          new Block(
              matrix, row, height, Math.toIntExact(Makeup.Stack.width(layer)), stack.columns());
      if (!decode(layer, block) || !block.scale(options.compat())) {
        return false;
      }
      row += height;
    }
    return true;
  }

  private boolean decode(Layer layer, Block block) {
    EntryStep step = EntryStep.unscaled(options);
    for (int i = 0; i < layer.matrices().size(); i++) {
      MatrixView view = Makeup.Stack.held(layer, i);
      MemorySegment part = tools.buffers().doubles(Slot.INPUT, view.elements());
      if (!tools.decoder().decode(view, part) || !step.apply(part)) {
        return false;
      }
      block.put(part, view.columns(), i * view.columns());
    }
    return true;
  }

  /// The part of one layer in the matrix.
  private record Block(MemorySegment matrix, long first, int height, int width, long stride) {
    private long at(long row, long column) {
      return (first + row) * stride + column;
    }

    void put(MemorySegment part, long columns, long from) {
      for (long row = 0; row < height; row++) {
        MemorySegment.copy(part, 8 * row * columns, matrix, 8 * at(row, from), 8 * columns);
      }
    }

    /// @return whether all entries are finite
    boolean scale(Compat compat) {
      boolean narrow = compat == Compat.REFERENCE;
      double centre = centre(narrow);
      boolean finite = true;
      double[] column = new double[height];
      for (int j = 0; j < width; j++) {
        for (int i = 0; i < height; i++) {
          column[i] = matrix.getAtIndex(ValueLayout.JAVA_DOUBLE, at(i, j));
        }
        double spread = spread(column.clone(), narrow);
        double divisor = spread == 0 && !compat.reference() ? 1 : spread;
        for (int i = 0; i < height; i++) {
          double scaled = rounded(rounded(column[i] - centre, narrow) / divisor, narrow);
          finite &= Double.isFinite(scaled);
          matrix.setAtIndex(ValueLayout.JAVA_DOUBLE, at(i, j), scaled);
        }
      }
      return finite;
    }

    private double centre(boolean narrow) {
      EntryMedian.Middle middle = new EntryMedian(matrix, at(0, 0), height, width, stride).middle();
      return middle.lower() == middle.upper()
          ? middle.lower()
          : rounded(rounded(middle.lower() + middle.upper(), narrow) / 2, narrow);
    }

    private static double spread(double[] column, boolean narrow) {
      double middle = median(column, narrow);
      for (int i = 0; i < column.length; i++) {
        column[i] = Math.abs(rounded(column[i] - middle, narrow));
      }
      return median(column, narrow);
    }

    private static double median(double[] values, boolean narrow) {
      Arrays.sort(values);
      int half = values.length / 2;
      return values.length % 2 == 1
          ? values[half]
          : rounded(rounded(values[half - 1] + values[half], narrow) / 2, narrow);
    }

    private static double rounded(double value, boolean narrow) {
      return narrow ? (float) value : value;
    }
  }
}
