package org.weightwatcher.spectrum;

/// A stream of uniform random whole numbers. Not safe for use by several threads.
sealed interface RandomIndexes permits SplitMix, MersenneTwister {
  /// @param max `>= 0`
  /// @return uniform in `[0, max]`
  long upTo(long max);
}
