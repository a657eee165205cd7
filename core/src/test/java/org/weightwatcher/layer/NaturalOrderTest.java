package org.weightwatcher.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Judge: lists that a person sorted.
class NaturalOrderTest {
  private static final List<List<String>> SORTED =
      List.of(
          List.of("h.0.a", "h.1.a", "h.2.a", "h.10.a", "h.10.b", "h.100.a"),
          List.of("", "1", "2", "10", "a", "a1", "a2", "a10", "ab"),
          List.of("a", "a.0", "a.0.b", "a.1"),
          List.of("B", "a"),
          List.of("x00", "x0a", "x1", "x01a", "x2"),
          List.of("n99999999999999999998", "n99999999999999999999", "n100000000000000000000"),
          List.of("z", "\uffee", "\ud83d\ude00"));

  @Test
  void sortsAsAPersonDoes() {
    int cases = 0;
    for (List<String> sorted : SORTED) {
      for (int seed = 0; seed < 10; seed++) {
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.sort(new NaturalOrder());
        assertThat(shuffled).isEqualTo(sorted);
        cases++;
      }
    }
    assertThat(cases).isEqualTo(70);
  }

  @Test
  void onlyEqualTextsAreEqual() {
    NaturalOrder order = new NaturalOrder();
    assertThat(order.compare("a01", "a01")).isZero();
    assertThat(order.compare("a01", "a1")).isNotZero();
    assertThat(Integer.signum(order.compare("a01", "a1")))
        .isEqualTo(Integer.signum(order.compare("a1", "a01")) * -1);
  }
}
