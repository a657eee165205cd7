package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.MatrixView;

/// Eigenvectors of the Gram matrix of the shorter side, of square matrices `WWᵀ`, for each matrix
/// of a layer.
///
/// Reference: `weightwatcher.py`, `apply_analyze_eigenvectors`, which takes a solver for matrices
/// that are not symmetric. One object serves one thread.
public final class Eigenvectors {
  private final ByteSources sources;
  private final Lapack lapack;
  private final Buffers buffers;

  /// @param sources opens the files; stays the caller's
  /// @param lapack shared
  /// @param buffers of this thread; stay the caller's
  public Eigenvectors(ByteSources sources, Lapack lapack, Buffers buffers) {
    this.sources = sources;
    this.lapack = lapack;
    this.buffers = buffers;
  }

  /// Receives eigenvectors.
  @FunctionalInterface
  public interface Visitor {
    /// @param eigenvalue scaled as the spectrum
    /// @param vector of length 1, sign undefined; the array is used again
    void accept(double eigenvalue, double[] vector);
  }

  /// @param layer what to decompose
  /// @param options scaling
  /// @param visitor receives the vectors matrix by matrix, eigenvalues ascending within each
  /// @throws ArithmeticException when a Gram matrix is not finite or too large for the solver
  public void visit(Layer layer, AnalyzeOptions options, Visitor visitor) {
    EntryStep step = EntryStep.of(layer, options);
    try (Decoder decoder = new Decoder(sources)) {
      MatrixDecomposition decomposition = new MatrixDecomposition(decoder, lapack, buffers, step);
      for (MatrixView view : layer.matrices()) {
        int m = Math.toIntExact(Math.min(view.rows(), view.columns()));
        MemorySegment gram = buffers.doubles(Slot.GRAM, (long) m * m);
        if (!decomposition.gram(view, gram)) {
          throw new ArithmeticException("the Gram matrix is not finite");
        }
        MemorySegment values = buffers.doubles(Slot.VALUES, m);
        lapack.eigenvectors(m, gram, values);
        double[] vector = new double[m];
        for (int k = 0; k < m; k++) {
          MemorySegment.copy(gram, ValueLayout.JAVA_DOUBLE, 8L * k * m, vector, 0, m);
          visitor.accept(
              values.getAtIndex(ValueLayout.JAVA_DOUBLE, k) * step.lambdaFactor(), vector);
        }
      }
    }
  }
}
