package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Buffers.Slot;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Decoder;

/// Spectra of a layer whose weights are shuffled, each matrix within itself.
///
/// Reference: `RMT_Util.py`, `random_eigenvalues`. One object serves one thread.
public final class ShuffledSpectra {
  private final ByteSources sources;
  private final Lapack lapack;
  private final Buffers buffers;
  private final RandomSource random;

  /// @param sources opens the files; stays the caller's
  /// @param lapack shared
  /// @param buffers of this thread; stay the caller's
  /// @param random shuffles
  public ShuffledSpectra(ByteSources sources, Lapack lapack, Buffers buffers, RandomSource random) {
    this.sources = sources;
    this.lapack = lapack;
    this.buffers = buffers;
    this.random = random;
  }

  /// @param layer what to shuffle
  /// @param options method, scaling, seed
  /// @param replicas how often, `>= 1`
  /// @return eigenvalues of each replica, ascending, scaled as the spectrum; empty when the weights
  ///   are not finite
  public List<double[]> compute(Layer layer, AnalyzeOptions options, int replicas) {
    List<double[]> spectra = new ArrayList<>();
    double factor = EntryStep.of(layer, options).lambdaFactor();
    try (Decoder decoder = new Decoder(sources)) {
      HeldMatrices matrices =
          HeldMatrices.of(layer, options, new HeldMatrices.Tools(decoder, lapack, buffers, random));
      HeldDecomposition decomposition = new HeldDecomposition(lapack, buffers);
      for (int replica = 0; replica < replicas; replica++) {
        double[] pool = new double[layer.evals()];
        int filled = 0;
        for (int i = 0; i < matrices.count(); i++) {
          MemorySegment matrix =
              buffers.doubles(Slot.MATRIX, (long) matrices.rows(i) * matrices.columns(i));
          if (!matrices.make(i, matrix)) {
            return List.of();
          }
          random.shuffle(key(layer, options, i, replica), matrix);
          double[] s =
              decomposition.largest(
                  matrices.rows(i), matrices.columns(i), options.spectrum().effectiveSvd());
          for (int k = Math.max(0, s.length - pool.length); k < s.length; k++) {
            pool[filled++] = s[k] * s[k] * factor;
          }
        }
        spectra.add(finished(pool, layer, options));
      }
    }
    return spectra;
  }

  private static MatrixKey key(Layer layer, AnalyzeOptions options, int matrix, int replica) {
    return new MatrixKey(
        options.extras().seed(), layer.longname(), layer.sliceId().orElse(matrix), replica);
  }

  private static double[] finished(double[] pool, Layer layer, AnalyzeOptions options) {
    if (options.spectrum().inverse()) {
      if (!options.compat().reference()) {
        return Inversion.ofKept(pool, layer.n());
      }
      Inversion.ofAll(pool, pool.length);
    }
    Arrays.sort(pool);
    return pool;
  }
}
