package org.weightwatcher.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.error.ErrorCode;

/// Judge: the list of codes itself; none may be left without a meaning.
class ErrorMeaningTest {
  @Test
  void everyErrorHasAnExitCodeAndAMeaning() {
    assertThat(ErrorCode.values())
        .allSatisfy(code -> {
          assertThat(ExitCode.of(code)).isNotIn(ExitCode.OK, ExitCode.INTERNAL);
          assertThat(ErrorMeaning.of(code)).isNotBlank();
        });
  }
}
