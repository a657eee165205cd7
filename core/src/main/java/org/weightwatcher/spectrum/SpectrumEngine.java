package org.weightwatcher.spectrum;

import java.util.Arrays;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.MatrixView;

/// Computes the pooled spectrum of a layer. One engine serves one thread.
///
/// Reference: `RMT_Util.py`, `combine_weights_and_biases` and `calc_eigenvalues`.
public final class SpectrumEngine {
  private final ByteSources sources;
  private final Lapack lapack;
  private final Buffers buffers;

  /// @param sources opens the files; stays the caller's
  /// @param lapack shared
  /// @param buffers of this thread; stay the caller's
  public SpectrumEngine(ByteSources sources, Lapack lapack, Buffers buffers) {
    this.sources = sources;
    this.lapack = lapack;
    this.buffers = buffers;
  }

  /// @param layer what to decompose
  /// @param options method, scaling, whose rules
  /// @return the spectrum, or why there is none (entries or eigenvalues that are not finite)
  /// @throws org.weightwatcher.error.ModelFormatException when the file has changed or is damaged
  public SpectrumOutcome compute(Layer layer, AnalyzeOptions options) {
    EntryStep step = EntryStep.of(layer, options);
    double[] pool = new double[layer.evals()];
    int filled = 0;
    SliceCounts counts = SliceCounts.NONE;
    int svdCount = 0;
    try (Decoder decoder = new Decoder(sources)) {
      MatrixDecomposition decomposition = new MatrixDecomposition(decoder, lapack, buffers, step);
      for (MatrixView view : layer.matrices()) {
        Optional<double[]> values = decomposition.decompose(view, options.spectrum().svd());
        if (values.isEmpty()) {
          return new SpectrumOutcome.Impossible("non-finite weights");
        }
        double[] s = values.get();
        double factor = Math.sqrt(step.lambdaFactor());
        for (int i = 0; i < s.length; i++) {
          pool[filled++] = s[i] * s[i] * step.lambdaFactor();
          s[i] *= factor;
        }
        counts = counts.plus(SliceCounts.of(s, layer.n(), layer.dtype().epsilon()));
      }
      svdCount = decomposition.svdCount();
    }
    Arrays.sort(pool);
    if (!Double.isFinite(pool[pool.length - 1])) {
      return new SpectrumOutcome.Impossible("eigenvalues beyond the range of float64");
    }
    return new SpectrumOutcome.Computed(new Spectrum(pool, counts, svdCount));
  }
}
