package org.weightwatcher.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.cli.command.AnalyzeCommand;
import org.weightwatcher.cli.command.Command;
import org.weightwatcher.cli.command.CompletionCommand;
import org.weightwatcher.cli.command.DescribeCommand;
import org.weightwatcher.cli.command.EsdCommand;
import org.weightwatcher.cli.command.HelpCommand;
import org.weightwatcher.cli.command.HelpText;
import org.weightwatcher.cli.command.RootCommand;
import org.weightwatcher.cli.command.UsageErrors;
import org.weightwatcher.cli.command.VectorsCommand;
import org.weightwatcher.cli.command.VersionCommand;
import org.weightwatcher.cli.command.WeightsCommand;
import org.weightwatcher.cli.session.ErrorReport;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.cli.terminal.ColorChoice;
import org.weightwatcher.cli.terminal.Console;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.WeightWatcherException;
import picocli.CommandLine;

/// The command as a function: arguments and the outside world in, exit code out. Everything that
/// goes wrong is reported here.
public final class Cli {
  private final Console console;
  private final RootCommand root = new RootCommand();

  private Cli(Console console) {
    this.console = console;
  }

  /// @param arguments of the command line
  /// @param console the outside world
  /// @return the exit code
  public static int run(String[] arguments, Console console) {
    return new Cli(console).guarded(arguments).number();
  }

  /// @param root its own options
  /// @return the parser with all commands
  static CommandLine commands(RootCommand root) {
    CommandLine commands =
        new CommandLine(root)
            .addSubcommand("analyze", new AnalyzeCommand())
            .addSubcommand("describe", new DescribeCommand())
            .addSubcommand("esd", new EsdCommand())
            .addSubcommand("weights", new WeightsCommand())
            .addSubcommand("vectors", new VectorsCommand())
            .addSubcommand("version", new VersionCommand())
            .addSubcommand("help", new HelpCommand())
            .addSubcommand("completion", new CompletionCommand());
    commands.setUsageHelpWidth(100);
    commands.setUsageHelpLongOptionsMaxWidth(30);
    commands.getSubcommands().values().forEach(Cli::usage);
    usage(commands);
    return commands;
  }

  private static void usage(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .sortOptions(false)
        .sortSynopsis(false)
        .abbreviateSynopsis(true)
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n");
  }

  // The only place that catches everything: a bug must end with a report, not with a trace.
  private ExitCode guarded(String[] arguments) {
    ExitCode code;
    try {
      code = execute(arguments);
    } catch (OutOfMemoryError e) {
      code = report().outOfMemory();
    } catch (WeightWatcherException e) {
      code = report().known(e);
    } catch (RuntimeException | Error e) {
      code = report().internal(e);
    }
    console.out().flush();
    console.err().flush();
    if (console.out().closedByReader()) {
      return ExitCode.OK;
    }
    Optional<IOException> failure = console.out().failure();
    return failure.isEmpty() ? code : code.worse(report().known(unwritten(failure.get())));
  }

  private static WeightWatcherException unwritten(IOException e) {
    return new WeightWatcherException(
        ErrorCode.E_OUTPUT, "stdout cannot be written: " + e.getMessage(), "", "", e);
  }

  private ExitCode execute(String[] arguments) {
    CommandLine.ParseResult parsed = parse(arguments);
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    CommandLine command = parsed.commandSpec().commandLine();
    if (root.help()) {
      boolean longHelp = List.of(arguments).contains("--help");
      console.out().println(longHelp ? HelpText.full(command) : HelpText.brief(command));
      return ExitCode.OK;
    }
    Session session = root.session(console);
    if (root.version()) {
      return new VersionCommand().run(session);
    }
    if (parsed.commandSpec().userObject() instanceof Command chosen) {
      return chosen.run(session);
    }
    console.out().println(HelpText.brief(command));
    return ExitCode.OK;
  }

  private CommandLine.ParseResult parse(String[] arguments) {
    try {
      return commands(root).parseArgs(arguments);
    } catch (CommandLine.ParameterException e) {
      throw UsageErrors.of(e);
    }
  }

  /// A bad `--color` is itself an error to report, so it may not stop the report.
  private ErrorReport report() {
    ColorChoice color;
    try {
      color = root.color();
    } catch (WeightWatcherException e) {
      color = ColorChoice.AUTO;
    }
    return new ErrorReport(console, root.verbosity(), color);
  }
}
