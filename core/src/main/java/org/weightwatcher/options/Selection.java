package org.weightwatcher.options;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.OptionException;

/// Which layers: filter, size limits, ids.
///
/// @param specs `--layers` as given
/// @param filter read from them
/// @param minEvals fewest eigenvalues; 0 for no bound
/// @param maxEvals most eigenvalues; absent for no bound
/// @param maxN longest side; absent for no bound
/// @param startIds first id; absent for the format's own
record Selection(
    List<String> specs,
    LayerFilter filter,
    int minEvals,
    @Nullable Integer maxEvals,
    @Nullable Integer maxN,
    @Nullable Integer startIds)
    implements Serializable {
  Selection {
    specs = List.copyOf(specs);
  }

  /// @param compat the reference has one rule more
  /// @throws OptionException when a value is out of range or two options contradict
  void check(Compat compat) {
    if (minEvals < 0) {
      throw new OptionException("--min-evals must be >= 0 but was " + minEvals);
    }
    atLeast("--max-evals", maxEvals, 1);
    atLeast("--max-n", maxN, 1);
    atLeast("--start-ids", startIds, 0);
    if (maxEvals != null && minEvals != 0 && minEvals >= maxEvals) {
      throw new OptionException(
          "--min-evals %d must be below --max-evals %d".formatted(minEvals, maxEvals));
    }
    if (maxN != null && maxN < minEvals) {
      throw new OptionException(
          "--max-n %d must not be below --min-evals %d".formatted(maxN, minEvals));
    }
    if (compat.reference() && maxN != null && maxEvals != null && maxN < maxEvals) {
      throw new OptionException(
          "--max-n %d must not be below --max-evals %d with --compat reference"
              .formatted(maxN, maxEvals));
    }
  }

  private static void atLeast(String option, @Nullable Integer value, int least) {
    if (value != null && value < least) {
      throw new OptionException("%s must be >= %d but was %d".formatted(option, least, value));
    }
  }
}
