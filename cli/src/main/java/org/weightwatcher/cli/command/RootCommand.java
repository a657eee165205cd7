package org.weightwatcher.cli.command;

import java.util.Map;
import org.weightwatcher.analysis.RunOptions;
import org.weightwatcher.cli.option.Values;
import org.weightwatcher.cli.screen.ProgressOutput;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.cli.session.Verbosity;
import org.weightwatcher.cli.terminal.ColorChoice;
import org.weightwatcher.cli.terminal.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `weightwatcher` itself: the options that every command has.
@Command(
    name = "weightwatcher",
    header = {
      "Says how well each layer of a neural network is trained, from its weights alone.",
      "",
      "Examples:",
      "  weightwatcher analyze model.safetensors",
      "  weightwatcher analyze -l type:dense -o layers.csv model.pt",
      "  weightwatcher describe model.safetensors",
      "  weightwatcher help metrics",
      ""
    },
    footer = {
      "",
      "`weightwatcher COMMAND -h` shows examples, `weightwatcher COMMAND --help` every option.",
      "`weightwatcher help TOPIC` explains: metrics, formats, exit-codes, environment, errors."
    })
public final class RootCommand {
  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Errors only on stderr (default: also notes, warnings, progress).")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Codes of errors; twice: stack traces too (default: neither).")
  private boolean[] verbose = {};

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "auto, always or never (default: auto = on a terminal).")
  private String color = "auto";

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      scope = ScopeType.INHERIT,
      description = "auto, plain or none (default: auto = one line on a terminal).")
  private String progress = "auto";

  @Option(
      names = {"-j", "--threads"},
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description = "Layers at the same time (default: auto = one a processor).")
  private String threads = "";

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      scope = ScopeType.INHERIT,
      description =
          "Most memory for matrices, as 512M or 4G (default: 70 %% of what Java may use).")
  private String memory = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "-h: purpose and examples; --help: every option (default: neither).")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Version of the program, of Java and of the linear algebra (default: no).")
  private boolean version;

  /// @return whether help is wanted
  public boolean help() {
    return help;
  }

  /// @return whether the version is wanted
  public boolean version() {
    return version;
  }

  /// @return how much is told
  public Verbosity verbosity() {
    return switch (verbose.length) {
      case 0 -> quiet ? Verbosity.QUIET : Verbosity.NORMAL;
      case 1 -> Verbosity.VERBOSE;
      default -> Verbosity.DEBUG;
    };
  }

  /// @param console the outside world
  /// @return the run that these options ask for
  public Session session(Console console) {
    return new Session(console, verbosity(), color(), progress(), run(console.environment()));
  }

  /// @return when there are colours
  public ColorChoice color() {
    return Values.choice("--color", color, ColorChoice.values());
  }

  private ProgressOutput.Choice progress() {
    return Values.choice("--progress", progress, ProgressOutput.Choice.values());
  }

  /// Options overrule the variables of the environment.
  private RunOptions run(Map<String, String> environment) {
    RunOptions usual = RunOptions.defaults();
    String threadsName = threads.isEmpty() ? "WEIGHTWATCHER_THREADS" : "--threads";
    String memoryName = memory.isEmpty() ? "WEIGHTWATCHER_MEMORY" : "--memory";
    String threadsText =
        threads.isEmpty() ? environment.getOrDefault(threadsName, "auto") : threads;
    String memoryText = memory.isEmpty() ? environment.getOrDefault(memoryName, "") : memory;
    return new RunOptions(
        threadsText.equals("auto") ? usual.threads() : threads(threadsName, threadsText),
        memoryText.isEmpty() ? usual.memory() : Values.size(memoryName, memoryText));
  }

  private static int threads(String name, String text) {
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw Values.bad(name, "auto or a whole number from 1 to 99999", text);
    }
    return Integer.parseInt(text);
  }
}
