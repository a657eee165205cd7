package org.weightwatcher.fit;

import java.util.Optional;

/// A way of fitting data that were made ready.
interface TailFitter {
  /// @param data above the threshold, ascending
  /// @param range where xmin may lie
  /// @param end upper end of the distribution, not below any datum; infinite for none
  /// @return the best tail; empty if no datum can start one
  Optional<Found> fit(double[] data, StartRange range, double end);
}
