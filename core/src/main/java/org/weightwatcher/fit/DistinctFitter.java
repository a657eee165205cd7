package org.weightwatcher.fit;

import java.util.Optional;
import java.util.function.Supplier;

/// Fits with the conventions of the `powerlaw` package.
///
/// @param estimator makes the estimator of one search
/// @param leaveOutLastStart whether the largest start within the range is left out
record DistinctFitter(Supplier<Estimator> estimator, boolean leaveOutLastStart)
    implements TailFitter {
  @Override
  public Optional<Found> fit(double[] data, StartRange range, double end) {
    return new DistinctSearch(data, end).search(range, leaveOutLastStart, estimator.get());
  }
}
