package org.weightwatcher.cli.option;

import java.util.Locale;
import java.util.Optional;

/// How results are written.
public enum ResultFormat {
  /// The screen.
  TABLE(".txt"),
  /// Rows for spreadsheets and data frames.
  CSV(".csv"),
  /// Everything.
  JSON(".json"),
  /// One line a layer.
  JSONL(".jsonl"),
  /// A table for GitHub.
  MD(".md");

  private final String extension;

  ResultFormat(String extension) {
    this.extension = extension;
  }

  /// @return whether it is JSON
  public boolean isJson() {
    return this == JSON || this == JSONL;
  }

  /// @param file name of a file
  /// @return the format that its extension says
  public static Optional<ResultFormat> ofFile(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    for (ResultFormat format : values()) {
      if (lower.endsWith(format.extension)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
