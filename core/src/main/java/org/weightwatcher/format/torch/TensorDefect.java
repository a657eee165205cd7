package org.weightwatcher.format.torch;

import org.weightwatcher.error.ErrorCode;

/// Why one tensor cannot be read while the rest of the file can; never leaves this package.
final class TensorDefect extends Exception {
  private static final long serialVersionUID = 1L;

  /// Kind of the defect.
  private final ErrorCode code;

  /// For the list of skipped layers.
  private final String reason;

  TensorDefect(ErrorCode code, String reason) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }

  ErrorCode code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
