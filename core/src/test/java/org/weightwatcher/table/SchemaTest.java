package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;

/// Judge: an independent JSON Schema validator.
class SchemaTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("weightwatcher.root", ".."), "examples", "chartransformer");

  private static List<Error> errors(String json) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonSchema.text(), InputFormat.JSON);
    return schema.validate(json, InputFormat.JSON);
  }

  private static String results(AnalyzeOptions options, List<Column> all) {
    try (Model model = WeightWatcher.open(EXAMPLE)) {
      Analysis analysis = model.analyze(options);
      StringWriter out = new StringWriter();
      JsonWriter.write(
          List.of(analysis.table()),
          new ResultSettings(options, all, Optional.empty(), false),
          out);
      return out.toString();
    }
  }

  @Test
  void resultsOfARealModelFitTheSchema() {
    AnalyzeOptions options = AnalyzeOptions.builder().keepEsd(true).build();
    assertThat(errors(results(options, ColumnChoice.parse("all")))).isEmpty();
  }

  @Test
  void resultsWithTheReferencesNumbersFitTheSchema() {
    AnalyzeOptions options = AnalyzeOptions.builder().compat(Compat.REFERENCE).build();
    assertThat(errors(results(options, ColumnChoice.referenceOrder()))).isEmpty();
  }

  @Test
  void wrongResultsDoNot() {
    String json = results(AnalyzeOptions.defaults(), ColumnChoice.standard());
    assertThat(errors(json.replace("\"verdict\": \"good\"", "\"verdict\": \"bad\""))).isNotEmpty();
    assertThat(errors(json.replace("weightwatcher/1", "weightwatcher/2"))).isNotEmpty();
    assertThat(errors(json.replace("\"layers\": [", "\"rows\": ["))).isNotEmpty();
  }
}
