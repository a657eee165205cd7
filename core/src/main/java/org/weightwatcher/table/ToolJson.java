package org.weightwatcher.table;

import tools.jackson.core.JsonGenerator;

/// Which program wrote a file.
public final class ToolJson {
  /// Name of the program.
  public static final String NAME = "weightwatcher-java";

  private ToolJson() {}

  /// @return version of the jar; `development` when run from class files
  public static String version() {
    String version = ToolJson.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static void write(JsonGenerator json) {
    json.writeObjectPropertyStart("tool");
    json.writeStringProperty("name", NAME);
    json.writeStringProperty("version", version());
    json.writeEndObject();
  }
}
