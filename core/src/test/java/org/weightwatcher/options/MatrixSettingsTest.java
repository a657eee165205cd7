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

/// Judge: the list of options and conflicts in the documentation of the command.
class MatrixSettingsTest {
  private static AnalyzeOptionsBuilder options() {
    return AnalyzeOptions.builder();
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        arguments(options().fft(true).convFft(true), "--fft cannot be combined with --conv-fft"),
        arguments(
            options().convFft(true).intra(true), "--conv-fft cannot be combined with --intra"),
        arguments(options().intra(true).stacked(true), "--intra cannot be combined with --stacked"),
        arguments(options().fft(true).stacked(true), "--fft cannot be combined with --stacked"),
        arguments(
            options().convFft(true).pool(false), "--conv-fft cannot be combined with --no-pool"),
        arguments(options().intra(true).pool(false), "--intra cannot be combined with --no-pool"),
        arguments(
            options().stacked(true).pool(false), "--stacked cannot be combined with --no-pool"),
        arguments(options().sparsify(false), "--no-sparsify needs --intra"),
        arguments(
            options().intra(true).randomize(true), "--intra cannot be combined with --randomize"),
        arguments(
            options().convFft(true).randomize(true),
            "--conv-fft cannot be combined with --randomize"),
        arguments(options().intra(true).vectors(true), "--intra cannot be combined with --vectors"),
        arguments(
            options().stacked(true).vectors(true), "--stacked cannot be combined with --vectors"),
        arguments(
            options().fft(true).compat(Compat.REFERENCE),
            "--fft cannot be combined with --compat reference: the reference always fails with it"),
        arguments(
            options().channels(Channels.FIRST).compat(Compat.REFERENCE_FLOAT64),
            "--channels first cannot be combined with --compat reference: the reference always"
                + " fails with it"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void contradictionsAreRefused(AnalyzeOptionsBuilder wrong, String message) {
    assertThatThrownBy(wrong::build).isInstanceOf(OptionException.class).hasMessage(message);
  }

  @Test
  void nothingGivenIsEachStoredMatrix() {
    assertThat(AnalyzeOptions.defaults().matrices())
        .isEqualTo(new MatrixSettings(Channels.AUTO, false, false, false, true, false));
  }

  @Test
  void theReferenceHasDenseLayersBesideConvFft() {
    assertThat(options().convFft(true).compat(Compat.REFERENCE).build().matrices().convFft())
        .isTrue();
  }
}
