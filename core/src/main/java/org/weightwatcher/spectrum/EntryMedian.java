package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The median of the entries of a matrix, without a copy of them: digit by digit, each pass counts
/// how many entries have which next 16 bits.
///
/// @param matrix holds the entries, none of them NaN
/// @param first index of the first entry
/// @param height number of rows, `>= 1`
/// @param width number of columns, `>= 1`
/// @param stride entries from one row to the next
record EntryMedian(MemorySegment matrix, long first, int height, int width, long stride) {
  private static final int DIGIT = 16;
  private static final int DIGITS = Long.SIZE / DIGIT;

  /// @return the middle entry, or the lower and the upper one of the two in the middle; equal where
  ///   there is one
  Middle middle() {
    long count = (long) height * width;
    double upper = select(count / 2);
    return count % 2 == 1 ? new Middle(upper, upper) : new Middle(select(count / 2 - 1), upper);
  }

  /// @param lower the entry in the middle, or the one before it
  /// @param upper the entry in the middle, or the one after it
  record Middle(double lower, double upper) {}

  /// @param rank from 0
  private double select(long rank) {
    long prefix = 0;
    long left = rank;
    for (int digit = DIGITS - 1; digit >= 0; digit--) {
      long[] counts = count(prefix, digit);
      int next = 0;
      while (left >= counts[next]) {
        left -= counts[next];
        next++;
      }
      prefix = prefix << DIGIT | next;
    }
    return Double.longBitsToDouble(prefix < 0 ? prefix ^ Long.MIN_VALUE : ~prefix);
  }

  private long[] count(long prefix, int digit) {
    long[] counts = new long[1 << DIGIT];
    for (long row = 0; row < height; row++) {
      long start = first + row * stride;
      for (long column = 0; column < width; column++) {
        long key = key(matrix.getAtIndex(ValueLayout.JAVA_DOUBLE, start + column));
        if (digit == DIGITS - 1 || key >>> (DIGIT * (digit + 1)) == prefix) {
          counts[(int) (key >>> (DIGIT * digit)) & ((1 << DIGIT) - 1)]++;
        }
      }
    }
    return counts;
  }

  /// Bits whose unsigned order is the order of the numbers.
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }
}
