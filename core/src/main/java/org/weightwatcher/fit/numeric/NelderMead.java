package org.weightwatcher.fit.numeric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/// Minimises a function with the simplex of Nelder & Mead (1965), step by step as SciPy's `fmin`
/// with its default settings.
///
/// Only the reference's rules need it: where its stopping rule (simplex and values within 1e-4,
/// absolute) ends early, the reference's number is the place where it ended, and only the same path
/// ends there. Nothing of ours is optimised with it.
public final class NelderMead {
  /// First step of a coordinate, relative; absolute for a coordinate that is 0.
  private static final double STEP = 0.05;

  private static final double ZERO_STEP = 0.00025;
  private static final double TOLERANCE = 1e-4;
  private static final int LIMIT_PER_DIMENSION = 200;

  private final ToDoubleFunction<double[]> function;
  private final int limit;
  private final Vertex[] simplex;
  private int evaluations;

  private NelderMead(ToDoubleFunction<double[]> function, double[] start) {
    this.function = function;
    this.limit = LIMIT_PER_DIMENSION * start.length;
    this.simplex = new Vertex[start.length + 1];
    simplex[0] = at(start.clone());
    for (int k = 0; k < start.length; k++) {
      double[] x = start.clone();
      x[k] = x[k] == 0 ? ZERO_STEP : (1 + STEP) * x[k];
      simplex[k + 1] = at(x);
    }
    sort();
  }

  /// A corner of the simplex.
  private static final class Vertex {
    private final double[] x;
    private final double value;

    Vertex(double[] x, double value) {
      this.x = x;
      this.value = value;
    }

    double[] x() {
      return x;
    }

    double value() {
      return value;
    }
  }

  /// @param function to minimise; NaN counts as larger than every number
  /// @param start a point of any dimension, not changed
  /// @return the best vertex when the simplex is small or after 200 evaluations per dimension
  public static double[] minimise(ToDoubleFunction<double[]> function, double[] start) {
    NelderMead search = new NelderMead(function, start);
    int iterations = 1;
    while (search.evaluations < search.limit && iterations < search.limit && !search.converged()) {
      search.step();
      search.sort();
      iterations++;
    }
    return search.simplex[0].x();
  }

  private Vertex at(double[] x) {
    evaluations++;
    return new Vertex(x, function.applyAsDouble(x));
  }

  /// Stable, as equal values keep their order in the reference.
  private void sort() {
    Arrays.sort(simplex, Comparator.comparingDouble(Vertex::value));
  }

  private boolean converged() {
    Vertex best = simplex[0];
    for (int i = 1; i < simplex.length; i++) {
      if (!(Math.abs(simplex[i].value() - best.value()) <= TOLERANCE)) {
        return false;
      }
      for (int k = 0; k < best.x().length; k++) {
        if (!(Math.abs(simplex[i].x()[k] - best.x()[k]) <= TOLERANCE)) {
          return false;
        }
      }
    }
    return true;
  }

  private void step() {
    int last = simplex.length - 1;
    double[] mean = meanOfAllButLast();
    Vertex reflected = at(between(mean, 2, -1));
    boolean best = reflected.value() < simplex[0].value();
    if (!best && reflected.value() < simplex[last - 1].value()) {
      simplex[last] = reflected;
    } else if (evaluations < limit) {
      if (best) {
        Vertex expanded = at(between(mean, 3, -2));
        simplex[last] = expanded.value() < reflected.value() ? expanded : reflected;
      } else {
        contract(mean, reflected);
      }
    }
  }

  private void contract(double[] mean, Vertex reflected) {
    int last = simplex.length - 1;
    boolean outside = reflected.value() < simplex[last].value();
    Vertex contracted = at(outside ? between(mean, 1.5, -0.5) : between(mean, 0.5, 0.5));
    boolean better =
        outside
            ? contracted.value() <= reflected.value()
            : contracted.value() < simplex[last].value();
    if (better) {
      simplex[last] = contracted;
    } else {
      shrink();
    }
  }

  private void shrink() {
    double[] best = simplex[0].x();
    for (int i = 1; i < simplex.length && evaluations < limit; i++) {
      double[] x = simplex[i].x().clone();
      for (int k = 0; k < x.length; k++) {
        x[k] = best[k] + 0.5 * (x[k] - best[k]);
      }
      simplex[i] = at(x);
    }
  }

  private double[] meanOfAllButLast() {
    int last = simplex.length - 1;
    double[] mean = new double[last];
    for (int i = 0; i < last; i++) {
      for (int k = 0; k < last; k++) {
        mean[k] += simplex[i].x()[k];
      }
    }
    for (int k = 0; k < last; k++) {
      mean[k] /= last;
    }
    return mean;
  }

  /// @return `a·mean + b·worst`
  private double[] between(double[] mean, double a, double b) {
    double[] worst = simplex[simplex.length - 1].x();
    double[] x = new double[mean.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = a * mean[k] + b * worst[k];
    }
    return x;
  }
}
