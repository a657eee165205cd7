package org.weightwatcher.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A failure that a user can understand: what happened, where, and what to do about it.
///
/// [#getMessage()] is the first part alone; [#describe()] is all three, one line each.
public class WeightWatcherException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why the run failed.
  private final ErrorCode code;

  /// Empty when the message says it all.
  private final String location;

  /// Empty when nothing can be done.
  private final String hint;

  /// @param code stable code
  /// @param message what happened, one sentence without a full stop, control characters escaped
  /// @param location where: path, byte offset or key; empty if the message says it
  /// @param hint what to do; empty if nothing can be done
  /// @param cause the underlying failure, if there is one
  public WeightWatcherException(
      ErrorCode code, String message, String location, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.location = location;
    this.hint = hint;
  }

  /// @return the stable code
  public ErrorCode code() {
    return code;
  }

  /// @return where it happened, if the message does not say
  public Optional<String> location() {
    return location.isEmpty() ? Optional.empty() : Optional.of(location);
  }

  /// @return what to do
  public Optional<String> hint() {
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }

  /// @return message, location and hint as up to three lines, as the command prints them after
  ///   `error: `
  public String describe() {
    StringBuilder text = new StringBuilder(getMessage());
    location().ifPresent(where -> text.append("\n  in  ").append(where));
    hint().ifPresent(what -> text.append("\n  try ").append(what));
    return text.toString();
  }
}
