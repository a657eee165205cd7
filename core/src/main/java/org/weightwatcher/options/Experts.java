package org.weightwatcher.options;

import java.util.Locale;

/// How a tensor that holds the matrices of several experts is reported.
public enum Experts {
  /// One row for each expert.
  SEPARATE,
  /// One row for the tensor, the spectra of all experts together.
  POOLED,
  /// One row, for the first expert alone.
  FIRST;

  /// @return the word of `--experts`
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
