package org.weightwatcher.fit;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// The two-sided distance of a fitted tail from its data: what the reference's one-sided D leaves
/// out.
public final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /// @param evals eigenvalues in any order
  /// @param fit a fit of them
  /// @return `max_j max(|F_j - j/n|, |F_j - (j+1)/n|)` over the tail, in `[0, 1]`
  public static double distance(double[] evals, TailFit.Fitted fit) {
    double[] tail =
        Arrays.stream(evals).filter(x -> x >= fit.xmin() && x <= fit.xmax()).sorted().toArray();
    DoubleUnaryOperator cdf = fit.details().law().cdf();
    double largest = 0;
    for (int j = 0; j < tail.length; j++) {
      double share = cdf.applyAsDouble(tail[j]);
      double below = Math.abs(share - (double) j / tail.length);
      double above = Math.abs(share - (j + 1.0) / tail.length);
      largest = Math.max(largest, Math.max(below, above));
    }
    return largest;
  }
}
