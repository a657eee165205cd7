package org.weightwatcher.cli.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds what a user may have meant.
public final class Nearest {
  /// Words with fewer letters are another word after two changes.
  private static final int SHORT = 5;

  private Nearest() {}

  /// @param word what was written
  /// @param known what exists
  /// @return the most similar one, if it is similar enough to be a slip
  public static Optional<String> of(String word, Collection<String> known) {
    int letters = word.replaceFirst("^-+", "").length();
    int tolerance = letters < SHORT ? 1 : Math.max(2, word.length() / 3);
    return list(word, known, 1).stream()
        .filter(candidate -> candidate.startsWith(word) || distance(word, candidate) <= tolerance)
        .findFirst();
  }

  /// @param word what was written
  /// @param known what exists
  /// @param most how many are wanted
  /// @return the most similar ones, best first; of equal ones those that begin with the word, then
  ///   in their own order
  public static List<String> list(String word, Collection<String> known, int most) {
    return known.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(candidate -> !candidate.startsWith(word)))
        .limit(most)
        .toList();
  }

  /// Fewest insertions, deletions, replacements and swaps of neighbours; case counts.
  public static int distance(String a, String b) {
    int[] older = new int[b.length() + 1];
    int[] old = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      old[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = old[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(old[j], now[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          now[j] = Math.min(now[j], older[j - 2] + 1);
        }
      }
      older = old;
      old = now;
    }
    return old[b.length()];
  }
}
