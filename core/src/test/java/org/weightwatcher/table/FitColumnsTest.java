package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: the specification of columns and options; an independent JSON Schema validator.
class FitColumnsTest {
  private static final Path EXAMPLE =
      Path.of(
          System.getProperty("weightwatcher.root", ".."),
          "examples",
          "chartransformer",
          "model.safetensors");

  private record Run(List<LayerResult> layers, JsonNode json) {}

  private static Run run(UnaryOperator<AnalyzeOptionsBuilder> choose) {
    AnalyzeOptions options = choose.apply(AnalyzeOptions.builder()).build();
    try (Model model = WeightWatcher.open(EXAMPLE)) {
      Analysis analysis = model.analyze(options);
      StringWriter out = new StringWriter();
      JsonWriter.write(
          List.of(analysis.table()),
          new ResultSettings(options, ColumnChoice.parse("all"), Optional.empty(), false),
          out);
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(JsonSchema.text(), InputFormat.JSON)
                  .validate(out.toString(), InputFormat.JSON))
          .isEmpty();
      return new Run(analysis.layers(), JsonMapper.builder().build().readTree(out.toString()));
    }
  }

  private static boolean has(LayerResult layer, Column column) {
    return layer.row().cell(column).isPresent();
  }

  @Test
  void columnsOfAnOptionAreThereWithItOnly() {
    for (LayerResult layer : run(b -> b).layers()) {
      assertThat(has(layer, Column.LAMBDA)).isFalse();
      assertThat(has(layer, Column.AT_BOUND)).isFalse();
      assertThat(has(layer, Column.NUM_FINGERS)).isFalse();
      assertThat(has(layer, Column.RAW_ALPHA)).isFalse();
      assertThat(layer.thresh()).isEqualTo(1e-5);
      assertThat(layer.lambda()).isNaN();
      assertThat(layer.numFingers()).isEmpty();
    }
    assertThat(ColumnChoice.referenceOrder())
        .contains(Column.LAMBDA, Column.NUM_FINGERS, Column.RAW_ALPHA)
        .doesNotContain(Column.AT_BOUND, Column.THRESH);
  }

  @Test
  void truncatedFit() {
    Run run = run(b -> b.fit(FitKind.TPL));
    assertThat(run.layers()).isNotEmpty();
    for (LayerResult layer : run.layers()) {
      assertThat(layer.lambda()).isPositive();
      assertThat(layer.alpha()).isGreaterThan(1);
      assertThat(Double.isNaN(layer.sigma())).isEqualTo(layer.atBound());
      assertThat(layer.dKs()).isGreaterThanOrEqualTo(layer.d() - 1e-12).isLessThan(1);
    }
    assertThat(run.json().get("options").get("fit").asString()).isEqualTo("tpl");
    assertThat(run.json().get("options").has("fix_fingers")).isFalse();
  }

  @Test
  void clippedFit() {
    Run run = run(b -> b.fixFingers(FixFingers.CLIP_XMAX).maxFingers(5).fingerThresh(0.25));
    for (LayerResult layer : run.layers()) {
      assertThat(layer.numFingers().orElseThrow()).isBetween(0L, 5L);
      assertThat(layer.numFingers().orElseThrow() == 0)
          .isEqualTo(layer.alpha() == layer.rawAlpha());
    }
    JsonNode options = run.json().get("options");
    assertThat(options.get("fix_fingers").asString()).isEqualTo("clip-xmax");
    assertThat(options.get("max_fingers").asInt()).isEqualTo(5);
    assertThat(options.get("finger_thresh").asDouble()).isEqualTo(0.25);
  }

  @Test
  void otherOptionsAreRecorded() {
    JsonNode peak =
        run(b -> b.fixFingers(FixFingers.XMIN_PEAK).xminMax(OptionalDouble.of(0.75)))
            .json()
            .get("options");
    assertThat(peak.get("fix_fingers").asString()).isEqualTo("xmin-peak");
    assertThat(peak.get("xmin_max").asDouble()).isEqualTo(0.75);
    JsonNode force =
        run(b -> b.plPackage(PlPackage.POWERLAW).xmax(new Xmax.Force())).json().get("options");
    assertThat(force.get("pl_package").asString()).isEqualTo("powerlaw");
    assertThat(force.get("xmax").asString()).isEqualTo("force");
  }

  @Test
  void failedFitsWithTheReferencesRules() {
    for (LayerResult layer :
        run(b -> b.fixFingers(FixFingers.XMIN_PEAK).compat(Compat.REFERENCE)).layers()) {
      assertThat(layer.status()).isEqualTo("failed");
      assertThat(layer.alpha()).isEqualTo(-1);
    }
  }
}
