package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Buffers.Slot;
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
  private final RandomSource random;

  /// @param sources opens the files; stays the caller's
  /// @param lapack shared
  /// @param buffers of this thread; stay the caller's
  /// @param random draws where a product of layers needs it
  public SpectrumEngine(ByteSources sources, Lapack lapack, Buffers buffers, RandomSource random) {
    this.sources = sources;
    this.lapack = lapack;
    this.buffers = buffers;
    this.random = random;
  }

  /// @param layer what to decompose
  /// @param options method, scaling, whose rules
  /// @return the spectrum, or why there is none (entries or eigenvalues that are not finite)
  /// @throws org.weightwatcher.error.ModelFormatException when the file has changed or is damaged
  public SpectrumOutcome compute(Layer layer, AnalyzeOptions options) {
    SpectrumPool pool = new SpectrumPool(layer, options);
    try (Decoder decoder = new Decoder(sources)) {
      boolean stored =
          switch (layer.makeup()) {
            case Makeup.Whole _, Makeup.Slice _ -> !options.matrices().fft();
            case Makeup.Frequencies _, Makeup.Product _, Makeup.Stack _ -> false;
          };
      OptionalInt svdCount =
          stored
              ? fromStored(layer, options, decoder, pool)
              : fromHeld(layer, options, decoder, pool);
      return svdCount.isPresent()
          ? outcome(layer, options, pool, svdCount.getAsInt())
          : new SpectrumOutcome.Impossible("non-finite weights");
    }
  }

  /// @return number of direct SVDs; empty when an entry is not finite
  private OptionalInt fromStored(
      Layer layer, AnalyzeOptions options, Decoder decoder, SpectrumPool pool) {
    MatrixDecomposition decomposition =
        new MatrixDecomposition(decoder, lapack, buffers, EntryStep.of(layer, options));
    for (MatrixView view : layer.matrices()) {
      Optional<double[]> values = decomposition.decompose(view, options.spectrum().effectiveSvd());
      if (values.isEmpty()) {
        return OptionalInt.empty();
      }
      pool.add(values.get());
    }
    return OptionalInt.of(decomposition.svdCount());
  }

  private OptionalInt fromHeld(
      Layer layer, AnalyzeOptions options, Decoder decoder, SpectrumPool pool) {
    HeldMatrices matrices =
        HeldMatrices.of(layer, options, new HeldMatrices.Tools(decoder, lapack, buffers, random));
    HeldDecomposition decomposition = new HeldDecomposition(lapack, buffers);
    for (int i = 0; i < matrices.count(); i++) {
      int rows = matrices.rows(i);
      int columns = matrices.columns(i);
      MemorySegment matrix = buffers.doubles(Slot.MATRIX, (long) rows * columns);
      if (!matrices.make(i, matrix)) {
        return OptionalInt.empty();
      }
      pool.add(decomposition.all(rows, columns, options.spectrum().effectiveSvd()));
    }
    return OptionalInt.of(decomposition.svdCount());
  }

  private static SpectrumOutcome outcome(
      Layer layer, AnalyzeOptions options, SpectrumPool pooled, int svdCount) {
    double[] pool = pooled.lambda();
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
    return new SpectrumOutcome.Computed(new Spectrum(evals, pooled.counts(), weak, svdCount));
  }
}
