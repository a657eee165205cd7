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
        Optional<double[]> values =
            decomposition.decompose(view, options.spectrum().effectiveSvd());
        if (values.isEmpty()) {
          return new SpectrumOutcome.Impossible("non-finite weights");
        }
        double[] s = values.get();
        double factor = Math.sqrt(step.lambdaFactor());
        for (int i = 0; i < s.length; i++) {
          pool[filled++] = s[i] * s[i] * step.lambdaFactor();
          s[i] *= factor;
        }
        if (options.spectrum().inverse() && options.compat().reference()) {
          Inversion.ofAll(pool, filled);
        }
        counts = counts.plus(SliceCounts.of(s, layer.n(), layer.dtype().epsilon()));
      }
      svdCount = decomposition.svdCount();
    }
    return outcome(layer, options, pool, counts, svdCount);
  }

  private static SpectrumOutcome outcome(
      Layer layer, AnalyzeOptions options, double[] pool, SliceCounts counts, int svdCount) {
    double tolerance = options.spectrum().weakRankTolerance(options.compat());
    long weak = Arrays.stream(pool).filter(x -> x < tolerance).count();
    Arrays.sort(pool);
    boolean reference = options.compat().reference();
    boolean inverse = options.spectrum().inverse();
    double[] evals = inverse && !reference ? Inversion.ofKept(pool, layer.n()) : pool;
    if (evals.length == 0) {
      return new SpectrumOutcome.Impossible("no eigenvalue that can be inverted");
    }
    // The reference inverts zeros, too.
    boolean infinite = inverse && reference;
    if (!infinite && !Double.isFinite(evals[evals.length - 1])) {
      return new SpectrumOutcome.Impossible("eigenvalues beyond the range of float64");
    }
    return new SpectrumOutcome.Computed(new Spectrum(evals, counts, weak, svdCount));
  }
}
