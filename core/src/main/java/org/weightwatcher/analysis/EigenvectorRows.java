package org.weightwatcher.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.metric.VectorMetrics;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.spectrum.Eigenvectors;

/// Measures the eigenvectors of layers, one by one.
///
/// Reference: `weightwatcher.py`, `analyze_vectors`, which fails there.
public final class EigenvectorRows {
  private final ByteSources sources;
  private final Lapack lapack;
  private final AnalyzeOptions options;

  /// @param sources opens the files; stays the caller's
  /// @param lapack linear algebra
  /// @param options scaling; with eigenvectors
  public EigenvectorRows(ByteSources sources, Lapack lapack, AnalyzeOptions options) {
    this.sources = sources;
    this.lapack = lapack;
    this.options = options;
  }

  private record Measured(double eigenvalue, VectorMetrics metrics) {}

  /// @param layer a layer that fits into memory
  /// @return its eigenvectors, eigenvalues ascending
  /// @throws ArithmeticException when the Gram matrix is not finite or too large for the solver
  public List<EigenvectorRow> of(Layer layer) {
    List<Measured> all = new ArrayList<>();
    try (Buffers buffers = Buffers.of(MemoryNeed.of(layer, options))) {
      new Eigenvectors(sources, lapack, buffers)
          .visit(
              layer,
              options,
              (value, vector) -> all.add(new Measured(value, VectorMetrics.of(vector))));
    }
    all.sort(Comparator.comparingDouble(Measured::eigenvalue));
    return IntStream.range(0, all.size())
        .mapToObj(i ->
            new EigenvectorRow(
                layer.id(), layer.longname(), i, all.get(i).eigenvalue(), all.get(i).metrics()))
        .toList();
  }
}
