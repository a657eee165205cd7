package org.weightwatcher.options;

import java.io.Serializable;
import org.weightwatcher.error.OptionException;

/// What becomes of tensors that hold several matrices, or none.
///
/// @param experts how stacks of experts are reported
/// @param splitFused whether matrices that were stored as one are analysed apart: the gates of a
///   recurrent layer, query, key and value, gate and up
/// @param includeNorms whether the scales of normalisations have rows too: their norms, no fit
public record LayerSettings(Experts experts, boolean splitFused, boolean includeNorms)
    implements Serializable {

  /// @param spectrum whether the matrices of a layer are pooled
  /// @param compat the reference has none of these
  /// @throws OptionException when two options contradict
  void check(SpectrumSettings spectrum, Compat compat) {
    if (experts == Experts.POOLED && !spectrum.pool()) {
      throw new OptionException("--experts pooled cannot be combined with --no-pool");
    }
    if (compat.reference()) {
      refuse(experts != Experts.SEPARATE, "--experts " + experts.word());
      refuse(splitFused, "--split-fused");
      refuse(includeNorms, "--include-norms");
    }
  }

  private static void refuse(boolean given, String option) {
    if (given) {
      throw new OptionException(
          "%s cannot be combined with --compat reference: the reference does not have it"
              .formatted(option));
    }
  }
}
