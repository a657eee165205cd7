package org.weightwatcher.table;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// How our JSON looks: two spaces, line feeds on every system, one value a line.
final class JsonOutput {
  private JsonOutput() {}

  /// @param out receives the text; not closed with the generator
  /// @param compact no white space at all
  /// @return a generator
  static JsonGenerator generator(Writer out, boolean compact) {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .characterEscapes(new HarmlessEscapes())
            .build();
    return factory.createGenerator(compact ? ObjectWriteContext.empty() : indented(), out);
  }

  private static ObjectWriteContext indented() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withRootSeparator("");
    PrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    return new ObjectWriteContext.Base() {
      @Override
      public PrettyPrinter getPrettyPrinter() {
        return printer;
      }

      @Override
      public boolean hasPrettyPrinter() {
        return true;
      }
    };
  }

  /// @param json receives the property
  /// @param name of the property
  /// @param value null is written for NaN and infinities: JSON has neither
  static void number(JsonGenerator json, String name, double value) {
    if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
    }
  }
}
