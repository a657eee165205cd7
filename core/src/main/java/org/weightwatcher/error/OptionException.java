package org.weightwatcher.error;

/// The request is at fault: an option is unknown, has a bad value, or contradicts another one.
public final class OptionException extends WeightWatcherException {
  private static final long serialVersionUID = 1L;

  /// @param message names the option or options and the found value
  public OptionException(String message) {
    this(message, "");
  }

  /// @param message names the option or options and the found value
  /// @param hint what to write instead; empty if the message says it
  public OptionException(String message, String hint) {
    super(ErrorCode.E_OPTION, message, "", hint, null);
  }
}
