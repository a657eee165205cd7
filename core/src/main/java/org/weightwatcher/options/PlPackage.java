package org.weightwatcher.options;

import java.util.Locale;

/// Whose conventions for xmin, xmax and D a fit follows.
public enum PlPackage {
  /// The reference's own.
  WW,
  /// Those of the Python package `powerlaw` 1.x: different values as starts, and an upper end.
  POWERLAW;

  /// @return the word of `--pl-package`
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
