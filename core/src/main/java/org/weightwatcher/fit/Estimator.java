package org.weightwatcher.fit;

import java.util.function.DoubleUnaryOperator;

/// Fits a law to one tail. An estimator may remember the last tail, to start the next search near
/// its result: one serves one search.
interface Estimator {
  /// @param tail from any datum but the largest
  /// @return the law
  Estimate estimate(Tail tail);

  /// A fitted law.
  ///
  /// @param law the law
  /// @param inRange whether its parameters are allowed: another xmin is then preferred
  /// @param cdf share below a value, as D sees it
  record Estimate(TailLaw law, boolean inRange, DoubleUnaryOperator cdf) {}
}
