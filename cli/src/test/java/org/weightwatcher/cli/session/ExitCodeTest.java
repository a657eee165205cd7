package org.weightwatcher.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Judge: the order of precedence in the specification.
class ExitCodeTest {
  @Test
  void theMoreImportantExitCodeWins() {
    List<Integer> order = List.of(70, 2, 6, 5, 3, 4, 0);
    assertThat(ExitCode.values()).extracting(ExitCode::number).containsExactlyElementsOf(order);
    for (ExitCode a : ExitCode.values()) {
      for (ExitCode b : ExitCode.values()) {
        int first = Math.min(order.indexOf(a.number()), order.indexOf(b.number()));
        assertThat(a.worse(b).number()).isEqualTo(order.get(first));
      }
    }
  }
}
