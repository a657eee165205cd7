package org.weightwatcher.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// stdout as UTF-8. After the first failure everything is swallowed and the failure is kept: a
/// reader that has gone away, as in `| head`, is no error, a full disk is one. Not thread-safe.
public final class StandardOutput extends Writer {
  private final Writer target;
  private @Nullable IOException failure;

  /// @param stream where the bytes go; never closed
  public StandardOutput(OutputStream stream) {
    target = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    guard(() -> target.write(buffer, offset, length));
  }

  /// @param text one line or more, without the last line feed
  public void println(String text) {
    guard(() -> target.write(text + "\n"));
  }

  @Override
  public void flush() {
    guard(target::flush);
  }

  @Override
  public void close() {
    flush();
  }

  /// @return why it failed, unless the reader just went away
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure).filter(e -> !isClosedPipe(e));
  }

  /// @return whether the reader went away
  public boolean closedByReader() {
    return failure != null && isClosedPipe(failure);
  }

  private static boolean isClosedPipe(IOException e) {
    // "Broken pipe" on Unix, "The pipe is being closed" on Windows: Java has no type for it.
    return String.valueOf(e.getMessage()).contains("pipe");
  }

  private void guard(Action action) {
    if (failure != null) {
      return;
    }
    try {
      action.run();
    } catch (IOException e) {
      failure = e;
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }
}
