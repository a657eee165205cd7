package org.weightwatcher.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.weightwatcher.cli.terminal.Console;
import org.weightwatcher.cli.terminal.TerminalProbe;

/// Where the process begins and ends.
public final class Main {
  private Main() {}

  /// @param arguments of the command line
  public static void main(String[] arguments) {
    Console console =
        Console.of(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            TerminalProbe.probe());
    System.exit(Cli.run(arguments, console));
  }
}
