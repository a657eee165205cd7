package org.weightwatcher.options;

import java.util.Locale;

/// Where the channels of a convolution's kernel stand.
public enum Channels {
  /// As the container says; where it says nothing, as PyTorch has them: last.
  AUTO,
  /// Kernel positions last: out x in x height x width. The word is the reference's, for PyTorch.
  LAST,
  /// Kernel positions first: height x width x in x out, as in Keras.
  FIRST;

  /// @return the word of `--channels`
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
