package org.weightwatcher.fit.numeric;

/// The generalised exponential integral `E_p(z)`, from which the upper incomplete gamma function of
/// a non-positive first argument follows: `Gamma(1-p, z) = z^(1-p) E_p(z)`.
///
/// `E_p(z) = integral over t >= 1 of t^-p e^(-z t)`; its derivative in z is `-E_{p-1}(z)`. The
/// recurrences of textbooks lose all digits where p is near a whole number; these two ways do not:
/// for `z >= 0.5` the continued fraction `e^-z/(z+p - p/(z+p+2 - 2(p+1)/(z+p+4 - …)))` (Abramowitz
/// & Stegun 5.1.22, by Lentz's method), below that the integral over `u = ln t` by Gauss-Legendre
/// panels, cut where `e^(-z t)` is below `e^-40`. A panel is an octave of t, from the last to the
/// first: `e^(-z t)` at half of t is a square root, faster than an exponential, and halves the
/// error of what it is taken from. Relative error 2e-14 for p in `[1, 40]`, z in `[1e-12, 700]`.
public final class ExponentialIntegral {
  private static final double FRACTION_FROM = 0.5;
  private static final int MOST_TERMS = 1000;
  private static final double LOG_2 = Math.log(2);
  private static final int STEEP_PANELS = 4;

  /// Shorter integrals, over u, are not made of octaves.
  static final double STEEP = 2;

  /// `e^-40` is far below the rounding of the whole.
  static final double NEGLIGIBLE = 40;

  private ExponentialIntegral() {}

  /// @param p order, `>= 0`
  /// @param z `> 0`
  /// @return `e^z E_p(z)`, which never underflows
  public static double scaled(double p, double z) {
    return z >= FRACTION_FROM ? fraction(p, z) : panels(p, z);
  }

  private static double fraction(double p, double z) {
    double b = z + p;
    double c = Double.POSITIVE_INFINITY;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < MOST_TERMS; i++) {
      double a = -i * (p - 1 + i);
      b += 2;
      d = 1 / (a * d + b);
      c = b + a / c;
      double factor = c * d;
      h *= factor;
      if (Math.abs(factor - 1) < Math.ulp(1.0)) {
        break;
      }
    }
    return h;
  }

  private static double panels(double p, double z) {
    double end = Math.log(NEGLIGIBLE / z);
    if (p > 2) {
      end = Math.min(end, NEGLIGIBLE / (p - 1));
    }
    return end > STEEP ? octaves(p, z, (int) Math.ceil(end / LOG_2)) : steep(p, z, end);
  }

  private static double octaves(double p, double z, int count) {
    double[] decay = new double[GaussLegendre.POINTS];
    double[] fall = new double[GaussLegendre.POINTS];
    double top = Math.scalb(z, count - 1);
    for (int k = 0; k < fall.length; k++) {
      decay[k] = Math.exp(-top * (1 + GaussLegendre.rise(k)));
      fall[k] = GaussLegendre.weight(k) * Math.exp((1 - p) * LOG_2 * GaussLegendre.node(k));
    }
    double ratio = Math.exp((1 - p) * LOG_2);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double part = 0;
      for (int k = 0; k < fall.length; k++) {
        part += fall[k] * decay[k];
        decay[k] = Math.sqrt(decay[k]);
      }
      sum = sum * ratio + part;
    }
    return Math.exp(z) * LOG_2 * sum;
  }

  /// All that matters lies near 1, because of a large p.
  private static double steep(double p, double z, double end) {
    double width = end / STEEP_PANELS;
    double sum = 0;
    for (int k = 0; k < GaussLegendre.POINTS; k++) {
      double part = 0;
      for (int i = 0; i < STEEP_PANELS; i++) {
        double log = width * (i + GaussLegendre.node(k));
        part += Math.exp((1 - p) * log - z * Math.exp(log));
      }
      sum += GaussLegendre.weight(k) * part;
    }
    return Math.exp(z) * width * sum;
  }
}
