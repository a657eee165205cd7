package org.weightwatcher.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightwatcher.cli.option.Nearest;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Says in our words what was wrong with a command line.
public final class UsageErrors {
  private UsageErrors() {}

  /// @param e what the parser found
  /// @return the same with our message and hint
  public static OptionException of(CommandLine.ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String help = "`%s --help`".formatted(spec.qualifiedName());
    return switch (e) {
      case CommandLine.UnmatchedArgumentException unmatched ->
          unmatched(unmatched.getUnmatched().getFirst(), spec, help);
      case CommandLine.MissingParameterException missing -> missing(missing, help);
      case CommandLine.OverwrittenOptionException overwritten ->
          new OptionException(
              "%s is given twice".formatted(name(overwritten.getOverwritten())), "it once");
      case CommandLine.ParameterException wrong
          when wrong.getArgSpec() instanceof OptionSpec option && option.arity().max() == 0 ->
          new OptionException(
              "%s takes no value but was given '%s'"
                  .formatted(
                      option.longestName(), Printable.brief(String.valueOf(wrong.getValue()))),
              help);
      default -> new OptionException(Printable.brief(String.valueOf(e.getMessage())), help);
    };
  }

  private static OptionException unmatched(String argument, CommandSpec spec, String help) {
    String shown = Printable.brief(argument);
    if (argument.startsWith("-") && argument.length() > 1) {
      String option = argument.split("=", 2)[0];
      return unknown("unknown option " + Printable.brief(option), option, options(spec), help);
    }
    return spec.subcommands().isEmpty()
        ? new OptionException("unexpected argument '%s'".formatted(shown), help)
        : unknown(
            "unknown command " + shown,
            argument,
            new ArrayList<>(spec.subcommands().keySet()),
            help);
  }

  private static OptionException unknown(
      String what, String word, List<String> known, String help) {
    Optional<String> near = Nearest.of(word, known);
    return new OptionException(what + near.map("; did you mean %s?"::formatted).orElse(""), help);
  }

  private static List<String> options(CommandSpec spec) {
    return spec.options().stream()
        .flatMap(option ->
            Stream.concat(
                Stream.of(option.names()),
                option.negatable() ? Stream.of(option.names()).map(UsageErrors::no) : Stream.of()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  private static String no(String name) {
    return "--no-" + name.substring(2);
  }

  private static OptionException missing(CommandLine.MissingParameterException e, String help) {
    ArgSpec argument = e.getMissing().getFirst();
    boolean option = argument instanceof OptionSpec;
    // The parser reports an option without its value and a required option in the same way.
    boolean absent = option && argument.required() && argument.stringValues().isEmpty();
    String message =
        !option
            ? "%s is missing".formatted(argument.paramLabel())
            : absent && String.valueOf(e.getMessage()).startsWith("Missing required option")
                ? "%s is missing".formatted(name(argument))
                : "%s needs a value %s".formatted(name(argument), argument.paramLabel());
    return new OptionException(message, help);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
