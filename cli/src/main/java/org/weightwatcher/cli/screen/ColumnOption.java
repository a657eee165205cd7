package org.weightwatcher.cli.screen;

import java.util.Optional;
import org.weightwatcher.metric.Column;

/// Which option of the command a column comes with.
public final class ColumnOption {
  private ColumnOption() {}

  /// @param column any column
  /// @return the option that computes it; empty where `analyze` always does
  public static Optional<String> of(Column column) {
    return switch (column) {
      case LAMBDA, AT_BOUND -> Optional.of("--fit tpl");
      case NUM_FINGERS, RAW_ALPHA -> Optional.of("--fix-fingers clip-xmax");
      case SIGMA_MP_ORIG -> Optional.of("--mp-fit");
      case RAND_JS_DENSITY, RAND_NUM_SPIKES_TOTAL -> Optional.of("--randomize");
      case DETX_NUM_BEST, DETX_DELTA -> Optional.of("--detx");
      case IPR -> Optional.of("--vectors");
      case XFLAG -> Optional.of("--intra");
      case LEVEL_SPACING_RATIO -> Optional.of("--level-spacing");
      default -> ofGroup(column.group());
    };
  }

  private static Optional<String> ofGroup(Column.Group group) {
    return switch (group) {
      case SLICE -> Optional.of("--no-pool");
      case VECTORS -> Optional.of("--vectors");
      case MP_FIT -> Optional.of("--mp-fit");
      case RANDOMIZE -> Optional.of("--randomize");
      case DETX -> Optional.of("--detx");
      case LAYER, SPECTRUM, FIT, OPTION, NORMS, OURS, REQUEST -> Optional.empty();
    };
  }
}
