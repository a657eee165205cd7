package org.weightwatcher.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.cli.option.Nearest;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `help`: a command or a topic.
@CommandLine.Command(
    name = "help",
    header = {
      "Explains a command or a topic: metrics, formats, exit-codes, environment, errors.",
      "",
      "Examples:",
      "  weightwatcher help",
      "  weightwatcher help analyze",
      "  weightwatcher help metrics",
      ""
    })
public final class HelpCommand implements Command {
  @Parameters(
      paramLabel = "COMMAND|TOPIC",
      arity = "0..1",
      description = "What is explained (default: the commands).")
  private String subject = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public ExitCode run(Session session) {
    CommandLine root = spec.root().commandLine();
    Map<String, CommandLine> commands = root.getSubcommands();
    Optional<HelpTopic> topic = HelpTopic.ofWord(subject);
    CommandLine command = commands.get(subject);
    if (subject.isEmpty()) {
      session.print(HelpText.full(root));
    } else if (command != null) {
      session.print(HelpText.full(command));
    } else if (topic.isPresent()) {
      session.print(topic.get().text());
    } else {
      throw unknown(new ArrayList<>(commands.keySet()));
    }
    return ExitCode.OK;
  }

  private OptionException unknown(List<String> words) {
    Arrays.stream(HelpTopic.values()).map(HelpTopic::word).forEach(words::add);
    return new OptionException(
        "there is no command or topic '%s'".formatted(Printable.brief(subject)),
        Nearest.of(subject, words)
            .map(near -> "`weightwatcher help %s`".formatted(near))
            .orElse("one of: " + String.join(", ", words)));
  }
}
