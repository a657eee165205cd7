package org.weightwatcher.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.error.OptionException;

/// Judge: the list of options and conflicts in the documentation of the command.
class SpectrumSettingsTest {
  @Test
  void inverseHasNoVectors() {
    AnalyzeOptionsBuilder both = AnalyzeOptions.builder().inverse(true).vectors(true);
    assertThatThrownBy(both::build)
        .isInstanceOf(OptionException.class)
        .hasMessage("--inverse cannot be combined with --vectors");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void toleranceHasARange(double tolerance) {
    AnalyzeOptionsBuilder wrong = AnalyzeOptions.builder().tolerance(tolerance);
    assertThatThrownBy(wrong::build)
        .isInstanceOf(OptionException.class)
        .hasMessage("--tolerance must be >= 0 and finite but was " + tolerance);
  }

  @Test
  void onlyTheReferenceTakesNoToleranceForItsDefault() {
    SpectrumSettings zero = AnalyzeOptions.builder().tolerance(0).build().spectrum();
    assertThat(zero.weakRankTolerance(Compat.OFF)).isZero();
    assertThat(zero.weakRankTolerance(Compat.REFERENCE)).isEqualTo(1e-6);
  }

  @Test
  void anInverseNeedsTheSmallestValues() {
    assertThat(AnalyzeOptions.builder().inverse(true).build().spectrum().effectiveSvd())
        .isEqualTo(SvdMethod.ACCURATE);
    assertThat(AnalyzeOptions.defaults().spectrum().effectiveSvd()).isEqualTo(SvdMethod.FAST);
  }
}
