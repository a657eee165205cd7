package org.weightwatcher.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.Examples;
import org.weightwatcher.testing.KnownMatrices;
import tools.jackson.databind.JsonNode;

/// Judges: the published first words of MT19937 and SplitMix64, NumPy's shuffles in the
/// specification, and counts that a fair shuffle cannot miss.
class RandomSourceTest {
  private static final MatrixKey KEY = new MatrixKey(0, "layer", 0, 0);

  private static double[] shuffled(RandomSource source, MatrixKey key, double... values) {
    double[] copy = values.clone();
    source.shuffle(key, MemorySegment.ofArray(copy));
    return copy;
  }

  private static double[] range(int size) {
    return IntStream.range(0, size).asDoubleStream().toArray();
  }

  @Test
  void mersenneTwisterBeginsAsPublished() {
    MersenneTwister twister = new MersenneTwister(5489);
    long[] first = LongStream.generate(twister::nextWord).limit(5).toArray();
    assertThat(first)
        .containsExactly(3499211612L, 581869302L, 3890346734L, 3586334585L, 545404204L);
    // The C++ standard names the 10000th word.
    MersenneTwister again = new MersenneTwister(5489);
    assertThat(LongStream.generate(again::nextWord).skip(9999).findFirst()).hasValue(4123659995L);
  }

  @Test
  void splitMixBeginsAsPublished() {
    SplitMix mix = new SplitMix(1234567);
    assertThat(mix.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(mix.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(mix.nextLong()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  @Test
  void oneStreamShufflesAsNumpy() {
    JsonNode example = Examples.of(getClass(), "shuffle");
    JsonNode expected = example.get("expected");
    double[] w = Examples.matrix(example.get("inputs").get("W"));
    assertThat(shuffled(new RandomSource.OneStream(7), KEY, w))
        .isEqualTo(Examples.numbers(expected.get("shuffled")));
    assertThat(shuffled(new RandomSource.OneStream(7), KEY, range(12)))
        .isEqualTo(Examples.numbers(expected.get("permutation")));
    MersenneTwister bits = new MersenneTwister(7);
    assertThat(LongStream.generate(bits::nextWord).limit(12).mapToDouble(word -> word & 1))
        .containsExactly(
            Arrays.stream(Examples.numbers(expected.get("randint2_12")))
                .boxed()
                .toArray(Double[]::new));
  }

  @Test
  void twoReplicasGoOnInTheStream() {
    JsonNode example = Examples.of(getClass(), "shuffle");
    double[] w = Examples.matrix(example.get("inputs").get("W"));
    RandomSource source = new RandomSource.OneStream(7);
    double[] evals =
        IntStream.range(0, 2)
            .mapToObj(replica -> KnownMatrices.evals(shuffled(source, KEY, w), 4, 3))
            .flatMapToDouble(DoubleStream::of)
            .sorted()
            .toArray();
    double[] expected =
        Examples.numbers(example.get("expected").get("random_eigenvalues_2_replicas"));
    assertThat(evals).hasSameSizeAs(expected);
    for (int i = 0; i < evals.length; i++) {
      assertThat(evals[i]).isCloseTo(expected[i], within(1e-12 * expected[i]));
    }
  }

  @Test
  void aKeyHasItsOwnStreamWhateverCameBefore() {
    double[] values = range(50);
    double[] first = shuffled(new RandomSource.Keyed(), KEY, values);
    RandomSource used = new RandomSource.Keyed();
    shuffled(used, new MatrixKey(0, "other", 3, 1), values);
    assertThat(shuffled(used, KEY, values)).isEqualTo(first).isNotEqualTo(values);
  }

  @Test
  void everyPartOfTheKeyCounts() {
    double[] values = range(50);
    RandomSource source = new RandomSource.Keyed();
    assertThat(
            Stream.of(
                    KEY,
                    new MatrixKey(1, "layer", 0, 0),
                    new MatrixKey(-1, "layer", 0, 0),
                    new MatrixKey(0, "layer2", 0, 0),
                    new MatrixKey(0, "", 0, 0),
                    new MatrixKey(0, "läyer", 0, 0),
                    new MatrixKey(0, "layer", 1, 0),
                    new MatrixKey(0, "layer", 0, 1))
                .map(key -> Arrays.toString(shuffled(source, key, values)))
                .distinct())
        .hasSize(8);
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int[] counts = new int[6];
    int draws = 12_000;
    for (int i = 0; i < draws; i++) {
      double[] p = shuffled(new RandomSource.Keyed(), new MatrixKey(i, "x", 0, 0), 0, 1, 2);
      counts[(int) (2 * p[0] + (p[1] > p[2] ? 1 : 0))]++;
    }
    // Chi square with 5 degrees of freedom: 20.5 is the 99.9 % quantile.
    double chi = Arrays.stream(counts).mapToDouble(c -> Math.pow(c - 2000, 2) / 2000).sum();
    assertThat(chi).isLessThan(20.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 9, 255, 256, 4294967295L, 4294967296L, Long.MAX_VALUE - 1})
  void boundedNumbersStayInTheirRange(long max) {
    for (RandomIndexes random : new RandomIndexes[] {new SplitMix(3), new MersenneTwister(3)}) {
      long largest = 0;
      for (int i = 0; i < 500; i++) {
        long value = random.upTo(max);
        assertThat(value).isBetween(0L, max);
        largest = Math.max(largest, value);
      }
      assertThat(largest).isGreaterThanOrEqualTo((long) (0.95 * max));
    }
  }

  @Test
  void aShuffleKeepsTheEntries() {
    double[] values = KnownMatrices.gaussian(30, 7, 1);
    double[] copy = shuffled(new RandomSource.OneStream(0), KEY, values);
    assertThat(copy).isNotEqualTo(values).containsExactlyInAnyOrder(values);
    assertThat(shuffled(new RandomSource.Keyed(), KEY)).isEmpty();
    assertThat(shuffled(new RandomSource.Keyed(), KEY, 4)).containsExactly(4);
  }

  @Test
  void onlyTheReferencesRulesNeedOrder() {
    assertThat(RandomSource.of(AnalyzeOptions.builder().randomize(true).build()).ordered())
        .isFalse();
    assertThat(RandomSource.of(AnalyzeOptions.builder().compat(Compat.REFERENCE).build()).ordered())
        .isFalse();
    AnalyzeOptions both = AnalyzeOptions.builder().randomize(true).compat(Compat.REFERENCE).build();
    assertThat(RandomSource.of(both).ordered()).isTrue();
  }
}
