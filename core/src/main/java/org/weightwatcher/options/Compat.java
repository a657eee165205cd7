package org.weightwatcher.options;

/// Whose numbers are wanted where the reference (WeightWatcher 0.7.5.5 on a CPU) is wrong.
public enum Compat {
  /// The right ones.
  OFF,
  /// The reference's: limits, order, ids, names, `-1` for failed fits, float32 steps.
  REFERENCE,
  /// The reference's when it is handed float64 weights: as [#REFERENCE], but no step is rounded to
  /// float32. For comparisons through the library.
  REFERENCE_FLOAT64;

  /// @return whether the reference's rules apply
  public boolean reference() {
    return this != OFF;
  }
}
