package org.weightwatcher.cli.option;

import java.util.List;
import org.weightwatcher.options.AnalyzeOptions;

/// What a user of `--compat reference` has to be told: options that the Python tool takes and
/// ignores.
public final class ReferenceNotes {
  private ReferenceNotes() {}

  /// @param options a request
  /// @return one line for each option without effect
  public static List<String> of(AnalyzeOptions options) {
    return options.compat().reference() && options.spectrum().glorotFix()
        ? List.of("note: --glorot-fix has no effect with --compat reference: it has none there")
        : List.of();
  }
}
