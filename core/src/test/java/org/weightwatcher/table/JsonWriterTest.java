package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Verdict;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.Xmax;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judge: a strict reader of JSON, and the schema's rules for keys, nulls and white space.
class JsonWriterTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final ResultSettings PLAIN =
      ResultSettings.reproducible(AnalyzeOptions.defaults());

  private static LayerTable table() {
    return Tables.table(
        LayerResult.of(
            Tables.row(1, "é☃\u0007\"\\", Verdict.GOOD)
                .real(Column.ALPHA, 2.5)
                .real(Column.XMAX, Double.NaN)
                .real(Column.LOG_NORM, Double.NEGATIVE_INFINITY)
                .count(Column.N, 20)
                .flag(Column.HAS_ESD, true)
                .build(),
            new double[] {0.5, 1}),
        Tables.alpha(Verdict.FAILED, Double.NaN));
  }

  private static String write(ResultSettings settings) {
    StringWriter out = new StringWriter();
    JsonWriter.write(List.of(table()), settings, out);
    return out.toString();
  }

  private static List<String> keys(JsonNode node) {
    return new ArrayList<>(node.propertyNames());
  }

  @Test
  void keysComeInAFixedOrder() {
    JsonNode root = MAPPER.readTree(write(PLAIN));
    assertThat(keys(root)).containsExactly("schema", "tool", "options", "models", "warnings");
    assertThat(root.get("schema").asString()).isEqualTo("weightwatcher/1");
    JsonNode model = root.get("models").get(0);
    assertThat(keys(model))
        .containsExactly(
            "path",
            "format",
            "fingerprint",
            "tensors",
            "parameters",
            "dtypes",
            "metadata",
            "layers",
            "skipped",
            "summary");
    assertThat(keys(model.get("layers").get(0)))
        .containsExactly(
            "layer_id", "longname", "N", "has_esd", "alpha", "xmax", "log_norm", "verdict", "esd");
    assertThat(keys(model.get("summary")))
        .containsExactly(
            "log_norm",
            "alpha",
            "alpha_weighted",
            "log_alpha_norm",
            "log_spectral_norm",
            "stable_rank",
            "layers",
            "reliable",
            "verdicts",
            "median_alpha",
            "reference");
    JsonNode warning = root.get("warnings").get(0);
    assertThat(keys(warning)).containsExactly("code", "message", "model");
  }

  @Test
  void valuesComeBack() {
    JsonNode model = MAPPER.readTree(write(PLAIN)).get("models").get(0);
    JsonNode layer = model.get("layers").get(0);
    assertThat(layer.get("longname").asString()).isEqualTo("é☃\u0007\"\\");
    assertThat(layer.get("alpha").asDouble()).isEqualTo(2.5);
    assertThat(layer.get("N").isIntegralNumber()).isTrue();
    assertThat(layer.get("has_esd").asBoolean()).isTrue();
    assertThat(layer.get("xmax").isNull()).isTrue();
    assertThat(layer.get("log_norm").isNull()).isTrue();
    assertThat(layer.get("esd").get(1).asDouble()).isEqualTo(1);
    assertThat(model.get("metadata").get("key").asString()).isEqualTo("välue");
    assertThat(model.get("summary").get("alpha").asDouble()).isEqualTo(2.5);
    assertThat(model.get("summary").get("stable_rank").isNull()).isTrue();
    assertThat(model.get("summary").get("verdicts").get("good").asInt()).isEqualTo(1);
  }

  @Test
  void whiteSpace() {
    String json = write(PLAIN);
    assertThat(json).endsWith("}\n").doesNotContain("\r").doesNotContain("\t");
    assertThat(json.lines()).noneMatch(line -> line.endsWith(" "));
    assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(json);
    assertThat(json).contains("é☃");
  }

  @Test
  void compactIsOneLineWithTheSameContent() {
    ResultSettings compact =
        new ResultSettings(PLAIN.options(), PLAIN.columns(), Optional.empty(), true);
    String json = write(compact);
    assertThat(json.lines()).hasSize(1);
    assertThat(MAPPER.readTree(json)).isEqualTo(MAPPER.readTree(write(PLAIN)));
  }

  @Test
  void onlyHostFactsChangeFromRunToRun() {
    ResultSettings.Host host = new ResultSettings.Host(Instant.EPOCH, 3, "java");
    ResultSettings dated =
        new ResultSettings(PLAIN.options(), PLAIN.columns(), Optional.of(host), false);
    JsonNode root = MAPPER.readTree(write(dated));
    assertThat(keys(root)).startsWith("schema", "tool", "created", "options");
    assertThat(root.get("created").asString()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(keys(root.get("options")))
        .containsExactlyInAnyOrder("seed", "svd_method", "threads", "lapack");
    assertThat(write(PLAIN)).doesNotContain("created", "threads", "lapack");
  }

  @Test
  void optionsThatAreNotDefault() {
    AnalyzeOptions options =
        AnalyzeOptions.builder()
            .layers("type:dense,3")
            .minEvals(50)
            .convNorm(false)
            .xmax(new Xmax.DropLargest(2))
            .compat(Compat.REFERENCE_FLOAT64)
            .keepEsd(true)
            .build();
    JsonNode json = MAPPER.readTree(write(ResultSettings.reproducible(options))).get("options");
    assertThat(json)
        .isEqualTo(
            MAPPER.readTree(
                """
                {"layers": ["type:dense,3"], "min_evals": 50, "conv_norm": false, "xmax": 2,
                 "compat": "reference-float64", "esd": true, "seed": 0, "svd_method": "fast"}
                """));
  }

  @Test
  void linesHoldOneLayerEach() {
    StringWriter out = new StringWriter();
    JsonWriter.writeLines(List.of(table()), PLAIN, out);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(out.toString()).endsWith("}\n");
    assertThat(MAPPER.readTree(lines.getFirst()).get("model").asString()).isEqualTo("m.pt");
    assertThat(keys(MAPPER.readTree(lines.getLast()))).containsExactly("model", "summary");
  }
}
