package org.weightwatcher.options;

import java.io.Serializable;

/// The upper end of the power-law fit.
public sealed interface Xmax extends Serializable {
  /// Every eigenvalue is used.
  record None() implements Xmax {}

  /// The largest eigenvalues are left out.
  ///
  /// @param count how many, `>= 1`; the reference writes `-count`
  record DropLargest(int count) implements Xmax {
    /// Rejects counts below 1.
    public DropLargest {
      if (count < 1) {
        throw new IllegalArgumentException("count must be >= 1 but was " + count);
      }
    }
  }

  /// The distribution ends at the largest eigenvalue. Only with [PlPackage#POWERLAW].
  record Force() implements Xmax {}
}
