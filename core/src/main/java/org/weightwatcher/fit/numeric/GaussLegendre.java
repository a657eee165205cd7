package org.weightwatcher.fit.numeric;

/// The 20-point rule of Gauss and Legendre on `[0, 1]`: exact for polynomials up to degree 39.
///
/// Nodes are the roots of the Legendre polynomial, found by Newton's method from Tricomi's first
/// guess; weights `1 / ((1-x²) P'(x)²)`.
final class GaussLegendre {
  static final int POINTS = 20;

  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];
  private static final double[] RISES = new double[POINTS];

  static {
    for (int k = 0; k < POINTS; k++) {
      double x = Math.cos(Math.PI * (k + 0.75) / (POINTS + 0.5));
      for (int step = 0; step < 6; step++) {
        x -= legendre(x) / derivative(x);
      }
      double slope = derivative(x);
      NODES[k] = (1 - x) / 2;
      WEIGHTS[k] = 1 / ((1 - x * x) * slope * slope);
      RISES[k] = Math.expm1(NODES[k] * Math.log(2));
    }
  }

  private GaussLegendre() {}

  /// @param k `0..19`
  /// @return abscissa in `(0, 1)`
  static double node(int k) {
    return NODES[k];
  }

  /// @param k `0..19`
  /// @return its weight; all add up to 1
  static double weight(int k) {
    return WEIGHTS[k];
  }

  /// @param k `0..19`
  /// @return `2^node - 1`: where an integral over one octave of t takes its points
  static double rise(int k) {
    return RISES[k];
  }

  private static double legendre(double x) {
    return legendre(x, POINTS);
  }

  private static double derivative(double x) {
    return POINTS * (x * legendre(x, POINTS) - legendre(x, POINTS - 1)) / (x * x - 1);
  }

  private static double legendre(double x, int degree) {
    double before = 1;
    double value = x;
    for (int n = 1; n < degree; n++) {
      double next = ((2 * n + 1) * x * value - n * before) / (n + 1);
      before = value;
      value = next;
    }
    return value;
  }
}
