package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.weightwatcher.metric.Column;

/// Judge: the list of columns. The pages in `docs/` are what the code makes of it; run the tests
/// with `-Dweightwatcher.write.docs=true` to write them anew.
class GeneratedPagesTest {
  private static final Path DOCS = Path.of(System.getProperty("weightwatcher.root", ".."), "docs");

  @Test
  void metricsPageIsUpToDate() throws IOException {
    check(DOCS.resolve("metrics.md"), MetricsPage.text());
  }

  @Test
  void schemaIsUpToDate() throws IOException {
    check(DOCS.resolve("results.schema.json"), JsonSchema.text());
  }

  @Test
  void metricsPageNamesEveryColumnOnce() {
    String page = MetricsPage.text();
    assertThat(Column.values()).hasSizeGreaterThan(40);
    for (Column column : Column.values()) {
      assertThat(page.split("\\| `" + column.label() + "` \\|", -1)).as(column.label()).hasSize(2);
    }
  }

  private static void check(Path file, String text) throws IOException {
    if (Boolean.getBoolean("weightwatcher.write.docs")) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text);
  }
}
