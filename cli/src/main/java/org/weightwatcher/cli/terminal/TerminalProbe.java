package org.weightwatcher.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Finds out about the terminal of this process without a native library.
public final class TerminalProbe {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private TerminalProbe() {}

  /// @return what could be found out; a stream that cannot be judged counts as a pipe
  public static Terminal probe() {
    boolean out = isTerminal(1);
    return new Terminal(
        out, isTerminal(2), out ? sttyWidth() : OptionalInt.empty(), isUtf8("stdout.encoding"));
  }

  /// The JDK only tells whether stdin and stdout both are terminals; Linux tells each apart.
  private static boolean isTerminal(int descriptor) {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
    }
    try {
      String target = Files.readSymbolicLink(DESCRIPTORS.resolve("" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false; // a closed stream has no link
    }
  }

  private static boolean isUtf8(String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
    return Charset.isSupported(name) && Charset.forName(name).equals(StandardCharsets.UTF_8);
  }

  /// The size of a terminal cannot be asked for in plain Java.
  private static OptionalInt sttyWidth() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
          return OptionalInt.empty();
        }
        return parseStty(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      } finally {
        stty.destroy();
      }
    } catch (IOException e) {
      return OptionalInt.empty(); // no such program here: the default width will do
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /// @param text `rows columns`
  /// @return the columns, if there are any
  static OptionalInt parseStty(String text) {
    String[] words = text.strip().split(" ", -1);
    return words.length == 2 && words[1].matches("[1-9]\\d{0,4}")
        ? OptionalInt.of(Integer.parseInt(words[1]))
        : OptionalInt.empty();
  }
}
