package org.weightwatcher.spectrum;

import java.nio.charset.StandardCharsets;

/// The generator of the default mode: SplitMix64 (Steele, Lea & Flood 2014) with bounded numbers by
/// multiplication and rejection (Lemire 2019). Small, fast, the same on every machine, and one
/// generator a shuffle is no cost.
///
/// The start is derived from the key of the shuffle: beginning with the seed, the state is mixed
/// after each byte of the name in UTF-8, after the slice and after the replica.
final class SplitMix implements RandomIndexes {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix(long state) {
    this.state = state;
  }

  /// @param key names the shuffle
  /// @return the stream of that shuffle
  static SplitMix of(MatrixKey key) {
    long state = mix(key.seed() + GOLDEN);
    for (byte b : key.longname().getBytes(StandardCharsets.UTF_8)) {
      state = mix((state ^ b) + GOLDEN);
    }
    state = mix((state ^ key.slice()) + GOLDEN);
    return new SplitMix(mix((state ^ key.replica()) + GOLDEN));
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  @Override
  public long upTo(long max) {
    long bound = max + 1;
    long bits = nextLong();
    long low = bits * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long unfair = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, unfair) < 0) {
        bits = nextLong();
        low = bits * bound;
      }
    }
    return Math.unsignedMultiplyHigh(bits, bound);
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
