package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightwatcher.fit.TailFit;

/// Judge: the published table of verdicts: first rule that applies, each limit on both sides.
class JudgementTest {
  private static final String RANDOM =
      "no eigenvalue stands out of a random matrix of this size and variance; alpha says nothing"
          + " here";
  private static final String OVER =
      "alpha below 2: unusually heavy tail; may be over-trained or dominated by a few large values";
  private static final String UNDER = "alpha above 6: light tail; may be under-trained";

  private static TailFit fit(double alpha, double sigma, double distance, int spikes) {
    return new TailFit.Fitted(alpha, sigma, 1, 100, distance, spikes, spikes);
  }

  private static TailFit alpha(double alpha) {
    return fit(alpha, 0.1, 0.05, 100);
  }

  private static Arguments of(
      TailFit fit, int evals, int trimSpikes, Verdict verdict, String text) {
    return Arguments.of(fit, evals, trimSpikes, new Judgement(verdict, text));
  }

  static Stream<Arguments> cases() {
    TailFit none = new TailFit.NotFitted(TailFit.Reason.DEGENERATE, "degenerate: so it is");
    return Stream.of(
        of(none, 10, 0, Verdict.FAILED, "no fit: degenerate: so it is"),
        of(none, 100, 5, Verdict.FAILED, "no fit: degenerate: so it is"),
        of(alpha(3), 100, 0, Verdict.RANDOM_LIKE, RANDOM),
        of(alpha(30), 10, 0, Verdict.RANDOM_LIKE, RANDOM),
        of(alpha(3), 100, 1, Verdict.GOOD, ""),
        of(alpha(Math.nextDown(2)), 100, 1, Verdict.OVER_TRAINED, OVER),
        of(alpha(2), 100, 1, Verdict.GOOD, ""),
        of(alpha(6), 100, 1, Verdict.GOOD, ""),
        of(alpha(Math.nextUp(6)), 100, 1, Verdict.UNDER_TRAINED, UNDER),
        of(alpha(8), 100, 1, Verdict.UNDER_TRAINED, UNDER),
        doubt(alpha(Math.nextUp(8)), 100, "alpha above 8: not a power law here"),
        doubt(alpha(9), 10, "alpha above 8: not a power law here"),
        doubt(alpha(3), 49, "only 49 eigenvalues, a fit needs 50"),
        doubt(fit(3, 2, 0.5, 9), 49, "only 49 eigenvalues, a fit needs 50"),
        of(alpha(3), 50, 1, Verdict.GOOD, ""),
        doubt(fit(3, 2, 0.5, 9), 50, "only 9 eigenvalues in the tail, alpha needs 10"),
        of(fit(3, 0.1, 0.05, 10), 50, 1, Verdict.GOOD, ""),
        of(fit(3, 0.75, 0.05, 10), 50, 1, Verdict.GOOD, ""),
        doubt(fit(3, 0.751, 0.5, 100), 50, "standard error 0.75 is over a quarter of alpha"),
        of(fit(3, 0.1, 0.225, 16), 50, 1, Verdict.GOOD, ""),
        doubt(fit(3, 0.1, 0.2275, 16), 50, "poor fit: D sqrt(tail) is 0.91, above 0.9"),
        doubt(fit(1.5, 0.1, 0.25, 16), 50, "poor fit: D sqrt(tail) is 1.00, above 0.9"));
  }

  private static Arguments doubt(TailFit fit, int evals, String text) {
    return of(fit, evals, 1, Verdict.NOT_RELIABLE, text + "; ignore this value");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firstRuleThatApplies(TailFit fit, int evals, int trimSpikes, Judgement expected) {
    assertThat(Judgement.of(fit, evals, OptionalInt.of(trimSpikes))).isEqualTo(expected);
  }

  /// A truncated power law whose likelihood rises towards alpha = 1 is an exponential.
  @Test
  void aFitAtItsBoundSaysNothing() {
    assertThat(Judgement.of(fit(1.0001, 0.1, 0.05, 16), 50, OptionalInt.of(1)))
        .isEqualTo(
            new Judgement(
                Verdict.NOT_RELIABLE,
                "alpha at its lower bound 1: not a power law here; ignore this value"));
  }

  @Test
  void withoutALawOfTheBulkNothingIsRandomLike() {
    assertThat(Judgement.of(fit(3, 0.1, 0.05, 16), 50, OptionalInt.empty()).verdict())
        .isEqualTo(Verdict.GOOD);
  }

  @Test
  void allCasesAreThere() {
    assertThat(cases().count()).isEqualTo(22);
  }

  @Test
  void onlyThreeVerdictsCount() {
    List<String> reliable =
        Arrays.stream(Verdict.values()).filter(Verdict::reliable).map(Verdict::word).toList();
    assertThat(reliable).containsExactlyInAnyOrder("good", "over-trained?", "under-trained?");
    for (Verdict verdict : Verdict.values()) {
      assertThat(Verdict.ofWord(verdict.word())).isEqualTo(verdict);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Verdict.ofWord("bad"))
        .withMessage("no verdict is called bad");
  }
}
