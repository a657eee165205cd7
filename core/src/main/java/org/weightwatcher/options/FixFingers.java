package org.weightwatcher.options;

import java.util.Locale;

/// What is done about fingers: a few eigenvalues far above the others, which spoil the fit.
public enum FixFingers {
  /// Nothing.
  NONE,
  /// xmin is sought near the peak of the spectrum only.
  XMIN_PEAK,
  /// The largest eigenvalues are left out one by one until alpha falls by a threshold.
  CLIP_XMAX;

  /// @return the word of `--fix-fingers`
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
