package org.weightwatcher.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.error.Printable;
import org.weightwatcher.table.AtomicFile;

/// Where a command writes text: a file that is there as a whole or not at all, or stdout.
///
/// @param session the run
/// @param target a path, or `-` for stdout
public record TextOutput(Session session, String target) {
  /// @return whether this is stdout
  public boolean isStdout() {
    return target.equals("-");
  }

  /// @param content writes the text
  /// @throws org.weightwatcher.error.WeightWatcherException when it cannot be written
  public void write(AtomicFile.Content content) {
    if (!isStdout()) {
      OutputFile.text(Path.of(target), content);
      return;
    }
    Writer out = session.console().out();
    try {
      content.write(out);
      out.flush();
    } catch (IOException e) {
      throw OutputFile.failure("stdout", OutputFile.reason(e), e);
    }
  }

  /// Tells where the result is, if it is in a file.
  public void tell() {
    if (!isStdout()) {
      session.note("wrote " + Printable.brief(target));
    }
  }
}
