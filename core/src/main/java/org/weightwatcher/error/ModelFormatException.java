package org.weightwatcher.error;

import org.jspecify.annotations.Nullable;

/// The file is at fault: missing, damaged, hostile, or of a kind that is not read.
public final class ModelFormatException extends WeightWatcherException {
  private static final long serialVersionUID = 1L;

  /// @param code stable code
  /// @param message what happened; names the file, the rule and the found value
  /// @param location path, container, byte offset or key
  /// @param hint what to do; empty if nothing can be done
  public ModelFormatException(ErrorCode code, String message, String location, String hint) {
    this(code, message, location, hint, null);
  }

  /// @param code stable code
  /// @param message what happened; names the file, the rule and the found value
  /// @param location path, container, byte offset or key
  /// @param hint what to do; empty if nothing can be done
  /// @param cause the failure of a foreign reader or of the operating system
  public ModelFormatException(
      ErrorCode code, String message, String location, String hint, @Nullable Throwable cause) {
    super(code, message, location, hint, cause);
  }
}
