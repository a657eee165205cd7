package org.weightwatcher.format;

/// Something about a model that a user should know though it stops nothing.
///
/// @param code stable code, such as `W_NOT_EXECUTED`
/// @param message one sentence, escaped
public record ModelNote(String code, String message) {
  /// Code of the note that the file is an adapter: its tensors are changes of another model's
  /// weights.
  public static final String ADAPTER = "I_ADAPTER";
}
