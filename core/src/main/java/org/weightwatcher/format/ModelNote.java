package org.weightwatcher.format;

/// Something about a model that a user should know though it stops nothing.
///
/// @param code stable code, such as `W_NOT_EXECUTED`
/// @param message one sentence, escaped
public record ModelNote(String code, String message) {}
