package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightwatcher.options.AnalyzeOptions;

/// Draws what is random: shuffles of the entries of matrices, matrices of zeros and ones. A runner
/// makes one for a run and lends it to its tasks.
public sealed interface RandomSource {
  /// Shuffles in place (Fisher-Yates from the end: for i = n-1 down to 1, entry i is exchanged with
  /// a random one of 0 to i).
  ///
  /// @param key names the shuffle
  /// @param entries doubles in row-major order
  void shuffle(MatrixKey key, MemorySegment entries);

  /// Fills with zeros and ones of equal chance.
  ///
  /// @param key names the draw
  /// @param entries doubles in row-major order
  void zerosAndOnes(MatrixKey key, MemorySegment entries);

  /// @return whether every draw depends on those before it, so that layers must be taken in order,
  ///   one at a time
  boolean ordered();

  /// @param options whose numbers, seed
  /// @return a source at its start
  static RandomSource of(AnalyzeOptions options) {
    boolean draws = options.extras().randomize() || options.matrices().intra();
    return options.compat().reference() && draws
        ? new OneStream(options.extras().seed())
        : new Keyed();
  }

  /// A stream of its own for every key: the default. Results do not depend on order or threads.
  /// Safe for use by several threads.
  record Keyed() implements RandomSource {
    @Override
    public void shuffle(MatrixKey key, MemorySegment entries) {
      RandomSource.shuffle(entries, SplitMix.of(key));
    }

    @Override
    public void zerosAndOnes(MatrixKey key, MemorySegment entries) {
      RandomSource.draw(entries, SplitMix.of(key));
    }

    @Override
    public boolean ordered() {
      return false;
    }
  }

  /// One stream for the whole run, as the reference draws: keys do not count, order does.
  final class OneStream implements RandomSource {
    private final MersenneTwister stream;

    /// @param seed as given to `np.random.seed`
    public OneStream(long seed) {
      this.stream = new MersenneTwister(seed);
    }

    @Override
    public void shuffle(MatrixKey key, MemorySegment entries) {
      RandomSource.shuffle(entries, stream);
    }

    @Override
    public void zerosAndOnes(MatrixKey key, MemorySegment entries) {
      RandomSource.draw(entries, stream);
    }

    @Override
    public boolean ordered() {
      return true;
    }
  }

  private static void shuffle(MemorySegment entries, RandomIndexes random) {
    long count = entries.byteSize() / Double.BYTES;
    for (long i = count - 1; i >= 1; i--) {
      long j = random.upTo(i);
      double here = entries.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      double there = entries.getAtIndex(ValueLayout.JAVA_DOUBLE, j);
      entries.setAtIndex(ValueLayout.JAVA_DOUBLE, i, there);
      entries.setAtIndex(ValueLayout.JAVA_DOUBLE, j, here);
    }
  }

  private static void draw(MemorySegment entries, RandomIndexes random) {
    long count = entries.byteSize() / Double.BYTES;
    for (long i = 0; i < count; i++) {
      entries.setAtIndex(ValueLayout.JAVA_DOUBLE, i, (double) random.upTo(1));
    }
  }
}
