package org.weightwatcher.spectrum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.MatrixView;

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
    EntryStep step = EntryStep.of(layer, options);
    try (Decoder decoder = new Decoder(sources)) {
      MatrixDecomposition decomposition = new MatrixDecomposition(decoder, lapack, buffers, step);
      for (int replica = 0; replica < replicas; replica++) {
        double[] pool = new double[layer.evals()];
        int filled = 0;
        for (int slice = 0; slice < layer.matrices().size(); slice++) {
          MatrixKey key =
              new MatrixKey(
                  options.extras().seed(),
                  layer.longname(),
                  layer.sliceId().orElse(slice),
                  replica);
          Optional<double[]> s =
              decomposition.decomposeShuffled(
                  held(layer, slice),
                  options.spectrum().effectiveSvd(),
                  all -> random.shuffle(key, all));
          if (s.isEmpty()) {
            return List.of();
          }
          for (double value : s.get()) {
            pool[filled++] = value * value * step.lambdaFactor();
          }
        }
        spectra.add(finished(pool, layer, options));
      }
    }
    return spectra;
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

  /// A shuffle depends on the order of the entries: the reference holds kernels with the longer
  /// side first, all else as stored.
  private static MatrixView held(Layer layer, int slice) {
    MatrixView view = layer.matrices().get(slice);
    return layer.type() == LayerType.CONV2D ? view.tall() : view;
  }
}
