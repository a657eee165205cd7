package org.weightwatcher.fit.numeric;

/// Moments of the density `t^-a e^(-z t)` on `1 <= t <= e^end`, all from one quadrature.
///
/// With `u = ln t` and `v = t - 1`, the logarithm of the mass is a convex function of (a, z) whose
/// gradient is `-(E u, E v)` and whose second derivatives are the covariances: all that Newton's
/// method needs. v instead of t keeps the digits where the tail is short.
///
/// @param logMass `ln` of the integral of `t^-a e^(-z (t-1))`
/// @param meanLog `E u`
/// @param mean `E v`
/// @param varLog `Var u`
/// @param covariance `Cov(u, v)`
/// @param var `Var v`
public record TruncatedMoments(
    double logMass, double meanLog, double mean, double varLog, double covariance, double var) {
  private static final double LOG_2 = Math.log(2);
  private static final int PANELS = 4;
  private static final int POINTS = GaussLegendre.POINTS;

  /// @param a exponent, `>= 1`
  /// @param z rate, `> 0`
  /// @param end logarithm of the upper end; infinite for none
  /// @return the moments; relative error of the mass about 1e-14
  public static TruncatedMoments of(double a, double z, double end) {
    double cut = Math.min(end, Math.log1p(ExponentialIntegral.NEGLIGIBLE / z));
    if (a > 4) {
      // The second moment of t falls as e^((3-a) u).
      cut = Math.min(cut, ExponentialIntegral.NEGLIGIBLE / (a - 3));
    }
    Sums sums = new Sums();
    int octaves = 0;
    if (cut > ExponentialIntegral.STEEP) {
      // Where nothing ends the integral, the last octave may go beyond the cut.
      octaves = (int) Math.min(Math.floor(end / LOG_2), Math.ceil(cut / LOG_2));
      addOctaves(sums, a, z, octaves);
    }
    double from = octaves * LOG_2;
    if (from < cut) {
      addPanels(sums, a, z, from, cut);
    }
    return sums.moments();
  }

  /// `1 <= t <= 2^count`, from the last octave to the first, because `e^(-z t)` at half of t is a
  /// square root, faster than an exponential and exact to the last digit.
  private static void addOctaves(Sums sums, double a, double z, int count) {
    double[] decay = new double[POINTS];
    double[] fall = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      decay[k] = Math.exp(-Math.scalb(z, count - 1) * (1 + GaussLegendre.rise(k)));
      fall[k] = GaussLegendre.weight(k) * Math.exp((1 - a) * LOG_2 * GaussLegendre.node(k));
    }
    for (int i = count - 1; i >= 0; i--) {
      double scale = LOG_2 * Math.exp((1 - a) * i * LOG_2 + z);
      double start = Math.scalb(1.0, i);
      for (int k = 0; k < POINTS; k++) {
        double log = LOG_2 * (i + GaussLegendre.node(k));
        double excess = start * GaussLegendre.rise(k) + (start - 1);
        sums.add(scale * fall[k] * decay[k], log, excess);
        decay[k] = Math.sqrt(decay[k]);
      }
    }
  }

  /// `e^from <= t <= e^to`.
  private static void addPanels(Sums sums, double a, double z, double from, double to) {
    double width = (to - from) / PANELS;
    double[] rise = new double[POINTS];
    double[] fall = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      rise[k] = Math.expm1(width * GaussLegendre.node(k));
      fall[k] = GaussLegendre.weight(k) * Math.exp((1 - a) * width * GaussLegendre.node(k));
    }
    for (int i = 0; i < PANELS; i++) {
      double left = from + i * width;
      double scale = width * Math.exp((1 - a) * left);
      double start = Math.expm1(left);
      for (int k = 0; k < POINTS; k++) {
        double v = (start + 1) * rise[k] + start;
        sums.add(scale * fall[k] * Math.exp(-z * v), left + width * GaussLegendre.node(k), v);
      }
    }
  }

  private static final class Sums {
    private double mass;
    private double u;
    private double v;
    private double uu;
    private double uv;
    private double vv;

    void add(double weight, double log, double excess) {
      mass += weight;
      u += weight * log;
      v += weight * excess;
      uu += weight * log * log;
      uv += weight * log * excess;
      vv += weight * excess * excess;
    }

    TruncatedMoments moments() {
      double meanU = u / mass;
      double meanV = v / mass;
      return new TruncatedMoments(
          Math.log(mass),
          meanU,
          meanV,
          uu / mass - meanU * meanU,
          uv / mass - meanU * meanV,
          vv / mass - meanV * meanV);
    }
  }
}
