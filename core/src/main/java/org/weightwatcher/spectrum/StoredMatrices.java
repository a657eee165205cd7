package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.MatrixView;

/// Stored matrices, each held as a whole: as the reference holds them, as a shuffle depends on the
/// order of the entries; with the option `fft` their transforms.
///
/// Reference: `weightwatcher.py`, `apply_FFT`, which fails there.
record StoredMatrices(Layer layer, AnalyzeOptions options, Tools tools) implements HeldMatrices {
  @Override
  public int count() {
    return layer.matrices().size();
  }

  @Override
  public int rows(int index) {
    return Math.toIntExact(view(index).rows());
  }

  @Override
  public int columns(int index) {
    return Math.toIntExact(view(index).columns());
  }

  private MatrixView view(int index) {
    return Makeup.Stack.held(layer, index);
  }

  @Override
  public boolean make(int index, MemorySegment matrix) {
    if (!tools.decoder().decode(view(index), matrix)
        || !EntryStep.of(layer, options).apply(matrix)) {
      return false;
    }
    if (options.matrices().fft()) {
      MemorySegment imaginary =
          tools.buffers().doubles(Slot.PARTNER, (long) rows(index) * columns(index));
      FourierTransform.realPart(rows(index), columns(index), matrix, imaginary);
    }
    return true;
  }
}
