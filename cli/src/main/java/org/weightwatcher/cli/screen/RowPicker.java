package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Which rows of a long table are worth the room on a terminal.
final class RowPicker {
  private static final int LONG = 20;
  private static final int FIRST = 5;
  private static final int LAST = 3;

  private RowPicker() {}

  /// Rows that stand next to each other.
  ///
  /// @param from first
  /// @param to behind the last
  /// @param hidden whether they are left out
  record Run(int from, int to, boolean hidden) {
    int length() {
      return to - from;
    }
  }

  /// @param rows number of rows
  /// @param notable rows that are always shown
  /// @param brief whether any may be left out
  /// @return all rows, in order; of those not notable the first 5 and last 3 are shown, and none is
  ///   hidden alone, since the remark on it would take its line
  static List<Run> pick(int rows, IntPredicate notable, boolean brief) {
    boolean[] hidden = new boolean[rows];
    if (brief && rows > LONG) {
      for (int i = FIRST; i < rows - LAST; i++) {
        hidden[i] = !notable.test(i);
      }
    }
    List<Run> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= rows; i++) {
      if (i == rows || hidden[i] != hidden[from]) {
        runs.add(new Run(from, i, hidden[from] && i - from > 1));
        from = i;
      }
    }
    return List.copyOf(runs);
  }
}
