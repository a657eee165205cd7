package org.weightwatcher.cli.session;

import org.weightwatcher.error.ErrorCode;

/// How a run ended, the most important first: of several, the first one counts.
public enum ExitCode {
  /// A bug.
  INTERNAL(70, "internal error (a bug; a short report is printed)"),
  /// Wrong options.
  USAGE(2, "wrong usage or configuration; nothing was computed"),
  /// Too little memory.
  LIMITS(6, "limits: a layer does not fit into the memory"),
  /// Nowhere to write.
  OUTPUT(5, "an output could not be written"),
  /// A bad model file.
  INPUT(3, "an input could not be opened or is malformed (others were processed and written)"),
  /// No layers.
  NOTHING(4, "nothing to analyze (no layer matched or all skipped)"),
  /// Success.
  OK(0, "done; warnings possible");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// @return the number that the process ends with
  public int number() {
    return number;
  }

  /// @return what it says
  public String meaning() {
    return meaning;
  }

  /// @param other another end
  /// @return the more important one
  public ExitCode worse(ExitCode other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /// @param code what went wrong
  /// @return how the run ends
  public static ExitCode of(ErrorCode code) {
    return switch (code) {
      case E_OPTION, E_CONFIG, E_NEEDS -> USAGE;
      case E_NO_LAYERS -> NOTHING;
      case E_OUTPUT -> OUTPUT;
      case E_MEMORY -> LIMITS;
      case E_NOT_FOUND,
          E_NOT_A_MODEL,
          E_TRUNCATED,
          E_MALFORMED,
          E_UNSUPPORTED_DTYPE,
          E_UNSUPPORTED_PICKLE,
          E_UNSUPPORTED,
          E_DUPLICATE,
          E_PAIRING,
          E_LIMIT,
          E_UNSAFE_PATH,
          E_MISSING_PART,
          E_PLACEHOLDER,
          E_AMBIGUOUS ->
          INPUT;
    };
  }
}
