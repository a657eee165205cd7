package org.weightwatcher.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.error.OptionException;

/// Judge: the table of options.
class ExtraSettingsTest {
  private static AnalyzeOptionsBuilder builder() {
    return AnalyzeOptions.builder();
  }

  private static void assertRefused(AnalyzeOptionsBuilder builder, String message) {
    assertThatThrownBy(builder::build).isInstanceOf(OptionException.class).hasMessage(message);
  }

  @Test
  void nothingIsOnByDefault() {
    assertThat(AnalyzeOptions.defaults().extras())
        .isEqualTo(new ExtraSettings(false, MpMethod.TRIM, false, null, 0, false, false, false));
  }

  @Test
  void everyMethodOfTheBuilderSetsItsOwnValue() {
    ExtraSettings extras =
        builder()
            .mpFit(true)
            .mpMethod(MpMethod.KDE)
            .randomize(true)
            .randomReplicas(OptionalInt.of(3))
            .seed(-7)
            .detx(true)
            .vectors(true)
            .levelSpacing(true)
            .build()
            .extras();
    assertThat(extras)
        .isEqualTo(new ExtraSettings(true, MpMethod.KDE, true, 3, -7, true, true, true));
    assertThat(builder().detx(true).build().extras().vectors()).isFalse();
    assertThat(builder().vectors(true).build().extras().levelSpacing()).isFalse();
    assertThat(builder().levelSpacing(true).build().extras().detx()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "99, 5", "100, 1", "5000, 1"})
  void layersOfFewEigenvaluesAreShuffledFiveTimes(long evals, int replicas) {
    assertThat(AnalyzeOptions.defaults().extras().replicas(evals)).isEqualTo(replicas);
    AnalyzeOptions given = builder().randomize(true).randomReplicas(OptionalInt.of(2)).build();
    assertThat(given.extras().replicas(evals)).isEqualTo(2);
  }

  @Test
  void aMethodNeedsABulk() {
    assertRefused(
        builder().mpMethod(MpMethod.KDE), "--mp-method kde needs --mp-fit or --randomize");
    assertRefused(
        builder().mpMethod(MpMethod.TRIM).detx(true),
        "--mp-method trim needs --mp-fit or --randomize");
    assertThat(builder().mpMethod(MpMethod.KDE).randomize(true).build().extras().mpMethod())
        .isEqualTo(MpMethod.KDE);
    assertThat(builder().mpMethod(MpMethod.KDE).mpFit(true).build().extras().mpMethod())
        .isEqualTo(MpMethod.KDE);
  }

  @Test
  void replicasNeedAShuffle() {
    assertRefused(
        builder().randomReplicas(OptionalInt.of(3)).mpFit(true),
        "--random-replicas 3 needs --randomize");
    assertRefused(
        builder().randomReplicas(OptionalInt.of(0)).randomize(true),
        "--random-replicas must be >= 1 but was 0");
  }

  @Test
  void theReferenceHasItsOwnRules() {
    assertRefused(
        builder().mpFit(true).mpMethod(MpMethod.KDE).compat(Compat.REFERENCE),
        "--mp-method kde cannot be combined with --compat reference, which has its own rule");
    assertRefused(
        builder().randomize(true).randomReplicas(OptionalInt.of(5)).compat(Compat.REFERENCE),
        "--random-replicas 5 cannot be combined with --compat reference, which has its own rule");
  }

  @ParameterizedTest
  @CsvSource({"-1", "4294967296"})
  void theReferencesSeedHas32Bits(long seed) {
    assertRefused(
        builder().seed(seed).compat(Compat.REFERENCE),
        "--seed must be between 0 and 4294967295 with --compat reference but was " + seed);
    assertThat(builder().seed(seed).build().extras().seed()).isEqualTo(seed);
    long largest = 4_294_967_295L;
    assertThat(builder().seed(largest).compat(Compat.REFERENCE).build().extras().seed())
        .isEqualTo(largest);
  }
}
