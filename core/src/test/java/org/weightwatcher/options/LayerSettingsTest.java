package org.weightwatcher.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.error.OptionException;

/// Judge: the list of options beyond the reference: the reference has none of these.
class LayerSettingsTest {
  private static AnalyzeOptionsBuilder options() {
    return AnalyzeOptions.builder();
  }

  static Stream<Arguments> contradictions() {
    String end = " cannot be combined with --compat reference: the reference does not have it";
    return Stream.of(
        arguments(
            options().experts(Experts.POOLED).pool(false),
            "--experts pooled cannot be combined with --no-pool"),
        arguments(
            options().experts(Experts.POOLED).compat(Compat.REFERENCE), "--experts pooled" + end),
        arguments(
            options().experts(Experts.FIRST).compat(Compat.REFERENCE_FLOAT64),
            "--experts first" + end),
        arguments(options().splitFused(true).compat(Compat.REFERENCE), "--split-fused" + end),
        arguments(options().includeNorms(true).compat(Compat.REFERENCE), "--include-norms" + end));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void contradictionsAreRefused(AnalyzeOptionsBuilder wrong, String message) {
    assertThatThrownBy(wrong::build).isInstanceOf(OptionException.class).hasMessage(message);
  }

  @Test
  void separateIsTheDefaultAndNothingIsSplit() {
    assertThat(AnalyzeOptions.defaults().layerSettings())
        .isEqualTo(new LayerSettings(Experts.SEPARATE, false, false));
    assertThat(options().experts(Experts.SEPARATE).compat(Compat.REFERENCE).build().layerSettings())
        .isEqualTo(new LayerSettings(Experts.SEPARATE, false, false));
  }

  @Test
  void whatIsGivenIsKept() {
    assertThat(
            options()
                .experts(Experts.FIRST)
                .splitFused(true)
                .includeNorms(true)
                .pool(false)
                .build()
                .layerSettings())
        .isEqualTo(new LayerSettings(Experts.FIRST, true, true));
    assertThat(Stream.of(Experts.values()).map(Experts::word))
        .containsExactly("separate", "pooled", "first");
  }
}
