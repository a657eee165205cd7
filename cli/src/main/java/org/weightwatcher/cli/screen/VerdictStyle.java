package org.weightwatcher.cli.screen;

import org.weightwatcher.cli.terminal.Style;
import org.weightwatcher.metric.Verdict;

/// How verdicts look.
final class VerdictStyle {
  private VerdictStyle() {}

  static Style of(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> Style.GOOD;
      case OVER_TRAINED, UNDER_TRAINED -> Style.DOUBTFUL;
      case RANDOM_LIKE, NOT_RELIABLE -> Style.FAINT;
      case FAILED -> Style.BAD;
    };
  }

  /// @return before a remark: `?` look at the layer, which may be good and yet have a correlation
  ///   trap; `!` do not use its number
  static String mark(Verdict verdict) {
    return switch (verdict) {
      case GOOD, OVER_TRAINED, UNDER_TRAINED, RANDOM_LIKE -> "?";
      case NOT_RELIABLE, FAILED -> "!";
    };
  }
}
