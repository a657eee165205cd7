package org.weightwatcher.options;

import java.util.Locale;

/// Which distribution is fitted to the tail.
public enum FitKind {
  /// Power law `x^-alpha`.
  PL,
  /// Truncated power law `x^-alpha e^(-Lambda x)`.
  TPL,
  /// The same, with xmin near the peak of the spectrum ([FixFingers#XMIN_PEAK]).
  E_TPL;

  /// @return whether the power law ends exponentially
  public boolean truncated() {
    return this != PL;
  }

  /// @return the word of `--fit`
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
