package org.weightwatcher.cli.command;

import java.io.StringWriter;
import java.util.Arrays;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.cli.session.VersionText;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.format.Container;
import org.weightwatcher.table.JsonSchema;
import org.weightwatcher.table.ToolJson;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `version`: what runs here.
@CommandLine.Command(
    name = "version",
    header = {
      "Version of the program, of Java and of the linear algebra.",
      "",
      "Examples:",
      "  weightwatcher version",
      "  weightwatcher version --json",
      "  weightwatcher version --json-schema > schema.json",
      ""
    })
public final class VersionCommand implements Command {
  @Option(
      names = "--json",
      description = "As JSON, with the containers that are read (default: no).")
  private boolean json;

  @Option(
      names = "--json-schema",
      description = "The JSON Schema of the results of analyze (default: no).")
  private boolean schema;

  @Override
  public ExitCode run(Session session) {
    if (json && schema) {
      throw new OptionException("--json cannot be combined with --json-schema");
    }
    if (schema) {
      session.print(JsonSchema.text().stripTrailing());
    } else if (json) {
      write(session);
    } else {
      session.print(VersionText.line());
    }
    return ExitCode.OK;
  }

  private static void write(Session session) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      out.writeStringProperty("name", ToolJson.NAME);
      out.writeStringProperty("version", ToolJson.version());
      out.writeStringProperty("java", VersionText.java());
      out.writeStringProperty("platform", VersionText.platform());
      out.writeStringProperty("lapack", VersionText.lapack());
      out.writeArrayPropertyStart("formats");
      Arrays.stream(Container.values()).map(Container::label).forEach(out::writeString);
      out.writeEndArray();
      out.writeEndObject();
    }
    session.print(text.toString());
  }
}
