package org.weightwatcher.spectrum;

import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.options.AnalyzeOptions;

/// Gathers the singular values of the matrices of a layer as its eigenvalues: their squares; of a
/// product of layers the singular values themselves.
final class SpectrumPool {
  private final Layer layer;
  private final AnalyzeOptions options;
  private final double lambdaFactor;
  private final double[] lambda;
  private int filled;
  private SliceCounts counts = SliceCounts.NONE;

  SpectrumPool(Layer layer, AnalyzeOptions options) {
    this.layer = layer;
    this.options = options;
    this.lambdaFactor = EntryStep.of(layer, options).lambdaFactor();
    this.lambda = new double[layer.evals()];
  }

  /// @param values singular values of a matrix, ascending; of those that do not count, the smaller
  ///   ones are left out
  void add(double[] values) {
    boolean product = layer.makeup() instanceof Makeup.Product;
    int first = Math.max(0, values.length - lambda.length);
    double[] s = new double[values.length - first];
    double factor = Math.sqrt(lambdaFactor);
    for (int i = 0; i < s.length; i++) {
      double value = values[first + i];
      lambda[filled++] = product ? value * lambdaFactor : value * value * lambdaFactor;
      s[i] = (product ? Math.sqrt(value) : value) * factor;
    }
    if (options.spectrum().inverse() && options.compat().reference()) {
      Inversion.ofAll(lambda, filled);
    }
    counts = counts.plus(SliceCounts.of(s, layer.n(), layer.dtype().epsilon()));
  }

  /// @return eigenvalues, in the order of the matrices
  double[] lambda() {
    return lambda;
  }

  /// @return what was counted for each matrix
  SliceCounts counts() {
    return counts;
  }
}
