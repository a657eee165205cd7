package org.weightwatcher.spectrum;

import java.io.Serializable;

/// Either a spectrum, or why there is none.
public sealed interface SpectrumOutcome extends Serializable {
  /// All eigenvalues are finite.
  ///
  /// @param spectrum the eigenvalues
  record Computed(Spectrum spectrum) implements SpectrumOutcome {}

  /// No spectrum.
  ///
  /// @param detail the reason in words
  record Impossible(String detail) implements SpectrumOutcome {}
}
