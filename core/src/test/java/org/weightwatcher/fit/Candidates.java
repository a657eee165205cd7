package org.weightwatcher.fit;

import java.util.Arrays;

/// Gives tests of other packages the exponents of all candidates of a fit.
public final class Candidates {
  private Candidates() {}

  public static double[] alphas(double[] ascending) {
    return XminSearch.alphas(Arrays.stream(ascending).map(Math::log).toArray());
  }
}
