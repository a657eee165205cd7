package org.weightwatcher.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Judge: the rule as it is published: a floor of `4·sqrt(M)·2^-52·lambda_max`, a million of them.
class GramRuleTest {
  private static final double FLOOR = 4 * 2 * 0x1p-52 * 8;

  @Test
  void theFloor() {
    assertThat(GramRule.noiseFloor(8, 4)).isEqualTo(FLOOR);
    assertThat(GramRule.noiseFloor(0, 4)).isZero();
  }

  @Test
  void aMillionFloorsAreEnough() {
    assertThat(GramRule.accepts(new double[] {1e6 * FLOOR, 1, 2, 8})).isTrue();
    assertThat(GramRule.accepts(new double[] {Math.nextDown(1e6 * FLOOR), 1, 2, 8})).isFalse();
    assertThat(GramRule.accepts(new double[] {-1e-20, 1, 2, 8})).isFalse();
    assertThat(GramRule.accepts(new double[4])).isFalse();
    assertThat(GramRule.accepts(new double[] {Double.NaN, 1, 2, 8})).isFalse();
  }
}
