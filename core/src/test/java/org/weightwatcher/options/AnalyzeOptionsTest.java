package org.weightwatcher.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.error.OptionException;

/// Judge: the table of options: defaults, and what contradicts what.
class AnalyzeOptionsTest {
  @Test
  void defaults() {
    AnalyzeOptions options = AnalyzeOptions.defaults();
    assertThat(options.layers().isAll()).isTrue();
    assertThat(options.minEvals()).isEqualTo(10);
    assertThat(options.maxEvals()).isEmpty();
    assertThat(options.maxN()).isEmpty();
    assertThat(options.spectrum().convNorm()).isTrue();
    assertThat(options.spectrum().svd()).isEqualTo(SvdMethod.FAST);
    assertThat(options.startIds()).isEmpty();
    assertThat(options.fit().xmax()).isEqualTo(new Xmax.None());
    assertThat(options.compat()).isEqualTo(Compat.OFF);
    assertThat(options.keepEsd()).isFalse();
  }

  @Test
  void theReferenceHasUpperLimits() {
    AnalyzeOptions options = AnalyzeOptions.builder().compat(Compat.REFERENCE).build();
    assertThat(options.maxEvals()).hasValue(15000);
    assertThat(options.maxN()).hasValue(50000);
    AnalyzeOptions without =
        AnalyzeOptions.builder().maxEvals(OptionalInt.empty()).compat(Compat.REFERENCE).build();
    assertThat(without.maxEvals()).isEmpty();
    assertThat(without.maxN()).hasValue(50000);
  }

  private static Arguments refused(String message, UnaryOperator<AnalyzeOptionsBuilder> change) {
    return Arguments.of(message, change);
  }

  static Stream<Arguments> conflicts() {
    return Stream.of(
        refused("--min-evals must be >= 0 but was -1", b -> b.minEvals(-1)),
        refused("--max-evals must be >= 1 but was 0", b -> b.maxEvals(OptionalInt.of(0))),
        refused("--max-n must be >= 1 but was -7", b -> b.maxN(OptionalInt.of(-7))),
        refused("--start-ids must be >= 0 but was -1", b -> b.startIds(OptionalInt.of(-1))),
        refused(
            "--min-evals 20 must be below --max-evals 20",
            b -> b.minEvals(20).maxEvals(OptionalInt.of(20))),
        refused("--max-n 9 must not be below --min-evals 10", b -> b.maxN(OptionalInt.of(9))),
        refused(
            "--max-n 14999 must not be below --max-evals 15000 with --compat reference",
            b -> b.compat(Compat.REFERENCE).maxN(OptionalInt.of(14999))),
        refused(
            "--min-evals 15000 must be below --max-evals 15000",
            b -> b.compat(Compat.REFERENCE_FLOAT64).minEvals(15000)));
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void refuses(String message, UnaryOperator<AnalyzeOptionsBuilder> change) {
    assertThatExceptionOfType(OptionException.class)
        .isThrownBy(() -> change.apply(AnalyzeOptions.builder()).build())
        .satisfies(e -> assertThat(e.getMessage()).isEqualTo(message));
  }

  @Test
  void allConflictsAreThere() {
    assertThat(conflicts().count()).isEqualTo(8);
  }

  static Stream<UnaryOperator<AnalyzeOptionsBuilder>> allowed() {
    return Stream.of(
        b -> b.minEvals(0).maxEvals(OptionalInt.of(1)),
        b -> b.minEvals(10).maxEvals(OptionalInt.of(11)),
        b -> b.maxN(OptionalInt.of(10)),
        b -> b.maxN(OptionalInt.of(100)).maxEvals(OptionalInt.of(200)),
        b -> b.compat(Compat.REFERENCE).maxN(OptionalInt.of(15000)),
        b -> b.startIds(OptionalInt.of(0)));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void limitsThemselvesAreAllowed(UnaryOperator<AnalyzeOptionsBuilder> change) {
    assertThat(change.apply(AnalyzeOptions.builder()).build()).isNotNull();
  }

  @Test
  void countsOfTheUpperEndStartAtOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Xmax.DropLargest(0))
        .withMessage("count must be >= 1 but was 0");
  }

  @Test
  void survivesSerialization() throws Exception {
    AnalyzeOptions options =
        AnalyzeOptions.builder()
            .layers("type:dense", "re:a+,x[ab]?*,3-4")
            .minEvals(3)
            .maxN(OptionalInt.of(77))
            .convNorm(false)
            .svd(SvdMethod.ACCURATE)
            .xmax(new Xmax.DropLargest(2))
            .keepEsd(true)
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(options);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      AnalyzeOptions copy = (AnalyzeOptions) in.readObject();
      assertThat(copy.layerSpecs()).isEqualTo(options.layerSpecs());
      assertThat(copy.minEvals()).isEqualTo(3);
      assertThat(copy.maxEvals()).isEmpty();
      assertThat(copy.maxN()).hasValue(77);
      assertThat(copy.spectrum().convNorm()).isFalse();
      assertThat(copy.spectrum().svd()).isEqualTo(SvdMethod.ACCURATE);
      assertThat(copy.fit().xmax()).isEqualTo(new Xmax.DropLargest(2));
      assertThat(copy.keepEsd()).isTrue();
      assertThat(copy.layers().keeps(new LayerFilter.Candidate(9, "y", "caat", "conv2d"))).isTrue();
      assertThat(copy.layers().keeps(new LayerFilter.Candidate(9, "y", "xc", "conv2d"))).isFalse();
    }
  }
}
