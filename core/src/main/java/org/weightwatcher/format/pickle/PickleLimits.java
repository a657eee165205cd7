package org.weightwatcher.format.pickle;

import org.weightwatcher.format.Limits;

/// What one pickle may cost.
///
/// @param operations number of operations
/// @param bytes length
/// @param memo entries of the memo
/// @param stack values on the stack
/// @param marks marks on the stack
/// @param string bytes of one string
/// @param number bytes of one integer, or characters of its decimal form
/// @param name characters of a module or of a name in it
record PickleLimits(
    long operations, long bytes, int memo, int stack, int marks, int string, int number, int name) {
  private static final int NAME = 4_096;

  static PickleLimits standard() {
    return new PickleLimits(
        Limits.PICKLE_OPERATIONS,
        Limits.PICKLE_BYTES,
        Limits.PICKLE_MEMO,
        Limits.PICKLE_STACK,
        Limits.PICKLE_MARKS,
        Limits.PICKLE_STRING,
        Limits.PICKLE_LONG,
        NAME);
  }
}
