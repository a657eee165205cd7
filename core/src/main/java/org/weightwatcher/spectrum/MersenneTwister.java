package org.weightwatcher.spectrum;

/// MT19937 (Matsumoto & Nishimura 1998) with the bounded numbers of NumPy's legacy generator: the
/// random numbers of the reference after `np.random.seed`.
final class MersenneTwister implements RandomIndexes {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final long WORD_MAX = 0xffff_ffffL;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /// @param seed the low 32 bits count
  MersenneTwister(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /// @return the next word, 0 to 2^32 - 1
  long nextWord() {
    if (next == SIZE) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return Integer.toUnsignedLong(y);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % SIZE] & ~UPPER);
      state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
    }
  }

  /// Words are masked to the bits of max and rejected above it, as NumPy's `rk_interval`.
  @Override
  public long upTo(long max) {
    if (max == 0) {
      return 0;
    }
    long mask = -1L >>> Long.numberOfLeadingZeros(max);
    long value;
    do {
      value = (max <= WORD_MAX ? nextWord() : nextWord() << 32 | nextWord()) & mask;
    } while (value > max);
    return value;
  }
}
