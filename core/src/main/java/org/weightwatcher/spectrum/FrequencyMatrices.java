package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup.Frequencies;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.MatrixView;

/// A convolution as an operator on periodic images of 32 x 32 points: the matrix of frequency (p,
/// q) is `sum over kernel positions (i, j) of W_ij e^(-2 pi i (i p + j q) / 32)`. The singular
/// values of all frequencies are those of the operator (Sedghi, Gupta & Long 2019, theorem 6).
///
/// A frequency and its negative have conjugate matrices, so that both are done at once: a complex
/// matrix `A + iB` is held as the real one `[[A, -B], [B, A]]`, which has each of its singular
/// values twice. The four frequencies that are their own negatives have real matrices.
///
/// Reference: `weightwatcher.py`, `get_conv2D_fft`, whose decomposition fails.
final class FrequencyMatrices implements HeldMatrices {
  private static final int GRID = Frequencies.GRID;
  private static final int HALF = GRID / 2;
  private static final int DISTINCT = Frequencies.COUNT / 2 + 2;

  private final Layer layer;
  private final AnalyzeOptions options;
  private final Tools tools;
  private final int width;
  private final int inputs;
  private final int outputs;

  FrequencyMatrices(Layer layer, AnalyzeOptions options, Tools tools) {
    this.layer = layer;
    this.options = options;
    this.tools = tools;
    this.width = Math.toIntExact(layer.kernel().dim(1));
    MatrixView first = layer.matrices().getFirst().tall();
    this.outputs = Math.toIntExact(first.rows());
    this.inputs = Math.toIntExact(first.columns());
  }

  /// One of a pair of frequencies that are each other's negative.
  private record Frequency(int p, int q) {
    /// The first 4 are their own negatives.
    static Frequency of(int index) {
      if (index < 4) {
        return new Frequency(HALF * (index / 2), HALF * (index % 2));
      }
      int pairsOfEdge = HALF - 1;
      int edge = index - 4;
      if (edge < 2 * pairsOfEdge) {
        return new Frequency(HALF * (edge / pairsOfEdge), 1 + edge % pairsOfEdge);
      }
      int rest = edge - 2 * pairsOfEdge;
      return new Frequency(1 + rest / GRID, rest % GRID);
    }

    boolean isReal() {
      return p % HALF == 0 && q % HALF == 0;
    }
  }

  @Override
  public int count() {
    return DISTINCT;
  }

  @Override
  public int rows(int index) {
    return Frequency.of(index).isReal() ? outputs : Math.multiplyExact(2, outputs);
  }

  @Override
  public int columns(int index) {
    return Frequency.of(index).isReal() ? inputs : Math.multiplyExact(2, inputs);
  }

  @Override
  public boolean make(int index, MemorySegment matrix) {
    long elements = (long) outputs * inputs;
    int positions = layer.matrices().size();
    MemorySegment kernel = tools.buffers().doubles(Slot.INPUT, elements * positions);
    if (index == 0 && !decode(kernel, elements)) {
      return false;
    }
    Frequency frequency = Frequency.of(index);
    matrix.fill((byte) 0);
    for (int position = 0; position < positions; position++) {
      int turns = (position / width * frequency.p() + position % width * frequency.q()) % GRID;
      MemorySegment part = kernel.asSlice(8 * elements * position, 8 * elements);
      if (frequency.isReal()) {
        addReal(matrix, part, turns == 0 ? 1 : -1);
      } else {
        double angle = -2 * Math.PI * turns / GRID;
        addComplex(matrix, part, Math.cos(angle), Math.sin(angle));
      }
    }
    return true;
  }

  private boolean decode(MemorySegment kernel, long elements) {
    EntryStep step = EntryStep.of(layer, options);
    boolean finite = true;
    for (int i = 0; i < layer.matrices().size(); i++) {
      MemorySegment part = kernel.asSlice(8 * elements * i, 8 * elements);
      finite &= tools.decoder().decode(layer.matrices().get(i).tall(), part) && step.apply(part);
    }
    return finite;
  }

  private static void addReal(MemorySegment matrix, MemorySegment part, double sign) {
    long count = part.byteSize() / Double.BYTES;
    for (long k = 0; k < count; k++) {
      add(matrix, k, sign * part.getAtIndex(ValueLayout.JAVA_DOUBLE, k));
    }
  }

  private void addComplex(MemorySegment matrix, MemorySegment part, double cosine, double sine) {
    long wide = 2L * inputs;
    for (long row = 0; row < outputs; row++) {
      for (long column = 0; column < inputs; column++) {
        double w = part.getAtIndex(ValueLayout.JAVA_DOUBLE, row * inputs + column);
        long real = row * wide + column;
        long imaginary = (row + outputs) * wide + column;
        add(matrix, real, w * cosine);
        add(matrix, imaginary + inputs, w * cosine);
        add(matrix, imaginary, w * sine);
        add(matrix, real + inputs, -w * sine);
      }
    }
  }

  private static void add(MemorySegment matrix, long index, double value) {
    matrix.setAtIndex(
        ValueLayout.JAVA_DOUBLE, index, matrix.getAtIndex(ValueLayout.JAVA_DOUBLE, index) + value);
  }
}
