package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Verdict;

/// Judge: means and medians by hand.
class SummaryTest {
  private static Summary of(LayerResult... layers) {
    return Summary.of(List.of(layers));
  }

  private static final Summary MIXED =
      of(
          Tables.alpha(Verdict.GOOD, 2.5),
          Tables.alpha(Verdict.FAILED, Double.NaN),
          Tables.alpha(Verdict.UNDER_TRAINED, 7),
          Tables.alpha(Verdict.RANDOM_LIKE, 30),
          Tables.alpha(Verdict.NOT_RELIABLE, 9),
          Tables.alpha(Verdict.OVER_TRAINED, 1.5),
          Tables.alpha(Verdict.GOOD, 3));

  @Test
  void meansCountReliableRowsOnly() {
    assertThat(MIXED.alpha()).hasValue((2.5 + 7 + 1.5 + 3) / 4);
    assertThat(MIXED.mean(Column.ALPHA)).isEqualTo(MIXED.alpha());
    assertThat(MIXED.layers()).isEqualTo(7);
    assertThat(MIXED.reliable()).isEqualTo(4);
    assertThat(MIXED.mean(Column.LOG_NORM)).isEmpty();
  }

  @Test
  void theReferenceCountsAllButNaN() {
    assertThat(MIXED.referenceMean(Column.ALPHA)).hasValue((2.5 + 7 + 30 + 9 + 1.5 + 3) / 6);
  }

  @Test
  void medians() {
    assertThat(MIXED.medianAlpha()).hasValue(2.75);
    assertThat(of(Tables.alpha(Verdict.GOOD, 5)).medianAlpha()).hasValue(5);
    assertThat(
            of(
                    Tables.alpha(Verdict.GOOD, 5),
                    Tables.alpha(Verdict.GOOD, 2),
                    Tables.alpha(Verdict.GOOD, 3))
                .medianAlpha())
        .hasValue(3);
  }

  @Test
  void verdictsBestFirst() {
    assertThat(MIXED.verdicts().entrySet())
        .containsExactly(
            Map.entry(Verdict.GOOD, 2),
            Map.entry(Verdict.UNDER_TRAINED, 1),
            Map.entry(Verdict.OVER_TRAINED, 1),
            Map.entry(Verdict.NOT_RELIABLE, 1),
            Map.entry(Verdict.RANDOM_LIKE, 1),
            Map.entry(Verdict.FAILED, 1));
  }

  @Test
  void nothingHasNoMean() {
    Summary none = of(Tables.alpha(Verdict.NOT_RELIABLE, 9));
    assertThat(none.alpha()).isEmpty();
    assertThat(none.medianAlpha()).isEmpty();
    assertThat(none.reliable()).isZero();
    assertThat(of().layers()).isZero();
    assertThat(of().referenceMean(Column.ALPHA)).isEmpty();
    assertThat(of().verdicts()).isEmpty();
  }

  @Test
  void infinitiesCount() {
    Summary summary =
        of(Tables.alpha(Verdict.GOOD, 2), Tables.alpha(Verdict.GOOD, Double.POSITIVE_INFINITY));
    assertThat(summary.referenceMean(Column.ALPHA)).hasValue(Double.POSITIVE_INFINITY);
  }
}
