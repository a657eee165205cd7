package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;

/// What happens to the decoded entries before the decomposition, and to the eigenvalues after it.
///
/// The weights of pooled convolutions are multiplied by `sqrt(1/2)`, those of one kernel position
/// by `sqrt(rf/2)` (`weightwatcher.py`, `apply_normalize_Wmats`). Ours multiplies the eigenvalues
/// instead, which is exact. The reference rounds the weights to float32 first and the products
/// again (NumPy 1 semantics).
sealed interface EntryStep {
  /// @param entries decoded weights, all finite, changed in place
  /// @return whether all of them still are
  boolean apply(MemorySegment entries);

  /// @return factor of the eigenvalues
  double lambdaFactor();

  /// Entries as they are.
  ///
  /// @param lambdaFactor factor of the eigenvalues
  record Exact(double lambdaFactor) implements EntryStep {
    @Override
    public boolean apply(MemorySegment entries) {
      // The factor is applied to the eigenvalues.
      return true;
    }
  }

  /// Entries rounded to float32, multiplied in float32.
  ///
  /// @param factor 1 for none
  record Float32(float factor) implements EntryStep {
    @Override
    public boolean apply(MemorySegment entries) {
      long count = entries.byteSize() / Double.BYTES;
      boolean finite = true;
      for (long i = 0; i < count; i++) {
        float rounded = (float) entries.getAtIndex(ValueLayout.JAVA_DOUBLE, i) * factor;
        entries.setAtIndex(ValueLayout.JAVA_DOUBLE, i, rounded);
        finite &= Float.isFinite(rounded);
      }
      return finite;
    }

    @Override
    public double lambdaFactor() {
      return 1;
    }
  }

  /// @param layer decides whether the convolution factor applies
  /// @param options whose rules
  /// @return the step of that layer; of a product it is about singular values, which stand there
  ///   for eigenvalues
  static EntryStep of(Layer layer, AnalyzeOptions options) {
    double square = squaredFactor(layer, options);
    return options.compat() == Compat.REFERENCE
        ? new Float32((float) Math.sqrt(square))
        : new Exact(layer.makeup() instanceof Makeup.Product ? Math.sqrt(square) : square);
  }

  /// @param options whose rules
  /// @return the step of weights that are no matrix yet: no factor
  static EntryStep unscaled(AnalyzeOptions options) {
    return options.compat() == Compat.REFERENCE ? new Float32(1) : new Exact(1);
  }

  private static double squaredFactor(Layer layer, AnalyzeOptions options) {
    if (options.spectrum().glorotFix() && !options.compat().reference()) {
      // Experts stand beside each other; only the positions of a kernel add to a sum.
      int field = layer.type() == LayerType.EXPERT ? 1 : layer.rf();
      return (layer.n() + layer.m()) * field / 2.0;
    }
    if (layer.type() != LayerType.CONV2D || !options.spectrum().convNorm()) {
      return 1;
    }
    return switch (layer.makeup()) {
      case Makeup.Whole _, Makeup.Frequencies _ -> 0.5;
      case Makeup.Slice(_, int of) -> of / 2.0;
      // A product is no kernel: the factor on it is the reference's.
      case Makeup.Product _ -> options.compat().reference() ? 0.5 : 1;
      case Makeup.Stack _ -> 1;
    };
  }
}
