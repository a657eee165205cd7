package org.weightwatcher.format.numpy;

import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Why one array cannot be read; never leaves this package. Of a file with one array it is the
/// failure of the file, of an archive that of the array.
final class NpyDefect extends Exception {
  private static final long serialVersionUID = 1L;

  /// Kind of the defect.
  private final ErrorCode code;

  /// Names the rule and the found value.
  private final String reason;

  /// Byte of the array's own file.
  private final long offset;

  NpyDefect(ErrorCode code, String reason, long offset) {
    super(reason);
    this.code = code;
    this.reason = reason;
    this.offset = offset;
  }

  ErrorCode code() {
    return code;
  }

  /// The reason for a list of arrays.
  ///
  /// @param array name of the array's own file
  String in(String array) {
    return "%s, at byte %d of %s".formatted(reason, offset, Printable.brief(array));
  }

  /// @param shown name of the file, escaped
  ModelFormatException ofFile(String shown) {
    return new ModelFormatException(code, shown + ": " + reason, "byte " + offset, hint());
  }

  private String hint() {
    return switch (code) {
      case E_TRUNCATED -> "copying or downloading the file again";
      case E_UNSUPPORTED_DTYPE -> "saving an array of floating-point numbers";
      default -> "";
    };
  }
}
