package org.weightwatcher.cli.session;

/// How much is told on stderr.
public enum Verbosity {
  /// Errors only.
  QUIET,
  /// The usual.
  NORMAL,
  /// Codes of errors too.
  VERBOSE,
  /// Stack traces too.
  DEBUG
}
