package org.weightwatcher.cli.command;

import org.weightwatcher.cli.option.Values;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `completion`: a script for the shell.
@CommandLine.Command(
    name = "completion",
    header = {
      "A script on stdout that makes the shell complete commands and options.",
      "",
      "Examples:",
      "  source <(weightwatcher completion bash)",
      "  source <(weightwatcher completion zsh)",
      ""
    })
public final class CompletionCommand implements Command {
  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private String shell = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Shells that there are scripts for.
  enum Shell {
    /// GNU Bash.
    BASH,
    /// The Z shell, by its emulation of Bash's completion.
    ZSH
  }

  @Override
  public ExitCode run(Session session) {
    Shell chosen = Values.choice("SHELL", shell, Shell.values());
    CommandLine root = spec.root().commandLine();
    String script = AutoComplete.bash("weightwatcher", root);
    session.print(
        switch (chosen) {
          case BASH -> script;
          // Sourced by zsh, the script needs its completion system to be there.
          case ZSH -> "autoload -Uz compinit && compinit -u\n" + script;
        });
    return ExitCode.OK;
  }
}
