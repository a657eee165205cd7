package org.weightwatcher.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// Help of commands: examples first, then everything, or a pointer to it.
public final class HelpText {
  private HelpText() {}

  /// @param command any command
  /// @return all of its help, without a final line feed
  public static String full(CommandLine command) {
    return command.getUsageMessage(Ansi.OFF).stripTrailing();
  }

  /// @param command any command
  /// @return its purpose, examples and synopsis, without a final line feed
  public static String brief(CommandLine command) {
    CommandLine.Help help = command.getHelp();
    List<String> header = List.of(command.getCommandSpec().usageMessage().header());
    String name = command.getCommandSpec().qualifiedName();
    return String.join("\n", header)
        + "\nUsage: "
        + help.synopsis("Usage: ".length()).strip()
        + (command.getSubcommands().isEmpty()
            ? ""
            : "\n\nCommands:\n" + help.commandList().stripTrailing())
        + "\n\n`%s --help` lists every option.".formatted(name);
  }
}
