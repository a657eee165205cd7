package org.weightwatcher.cli.command;

import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;

/// What every command can do.
public interface Command {
  /// @param session the run
  /// @return how it ended
  /// @throws org.weightwatcher.error.WeightWatcherException when it could not be done; the caller
  ///   reports it
  ExitCode run(Session session);
}
