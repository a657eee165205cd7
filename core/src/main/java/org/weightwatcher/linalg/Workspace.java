package org.weightwatcher.linalg;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Work arrays of one call of LAPACK, in the arena of that call.
///
/// @param doubles the float64 array
/// @param doublesLength its length as an int32 in memory, as Fortran wants it
/// @param integers the int32 array
/// @param integersLength its length, likewise
record Workspace(
    MemorySegment doubles,
    MemorySegment doublesLength,
    MemorySegment integers,
    MemorySegment integersLength) {

  /// Lengths of -1: the routine only writes the sizes it wants into the first elements.
  static Workspace query(Arena arena) {
    MemorySegment minusOne = arena.allocateFrom(JAVA_INT, -1);
    return new Workspace(arena.allocate(JAVA_DOUBLE), minusOne, arena.allocate(JAVA_INT), minusOne);
  }

  static Workspace of(Arena arena, int doubles, int integers) {
    int atLeastOne = Math.max(1, integers);
    return new Workspace(
        arena.allocate(JAVA_DOUBLE, doubles),
        arena.allocateFrom(JAVA_INT, doubles),
        arena.allocate(JAVA_INT, atLeastOne),
        arena.allocateFrom(JAVA_INT, atLeastOne));
  }

  /// The answer of a query, and never less than the documented minimum.
  int wantedDoubles(long minimum) {
    return Math.toIntExact(Math.max(minimum, (long) doubles.get(JAVA_DOUBLE, 0)));
  }

  /// The other answer of a query.
  int wantedIntegers() {
    return integers.get(JAVA_INT, 0);
  }
}
