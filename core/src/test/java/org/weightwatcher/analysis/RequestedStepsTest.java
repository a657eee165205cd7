package org.weightwatcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.MpMethod;
import org.weightwatcher.testing.Examples;
import org.weightwatcher.testing.KnownMatrices;
import org.weightwatcher.testing.SharedFolder;
import tools.jackson.databind.JsonNode;

/// Judges: the reference's numbers in the specification, synthetic layers of which the truth is
/// known, and that neither threads nor order change a result.
class RequestedStepsTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("weightwatcher.root", ".."))
          .resolve("examples/chartransformer/model.safetensors");

  @TempDir private Path folder = Path.of("");

  private static List<LayerResult> analyze(Path path, AnalyzeOptionsBuilder how, int threads) {
    RunOptions run = new RunOptions(threads, 1L << 30);
    try (Model model = WeightWatcher.open(path)) {
      return model.analyze(how.build(), run, ProgressListener.NONE).layers();
    }
  }

  private static AnalyzeOptionsBuilder everything() {
    return AnalyzeOptions.builder().mpFit(true).randomize(true).detx(true).vectors(true);
  }

  /// All cells but the time, by layer.
  private static Map<String, Map<Column, Cell>> rows(List<LayerResult> layers) {
    return layers.stream()
        .collect(Collectors.toMap(LayerResult::longname, RequestedStepsTest::cells));
  }

  private static Map<Column, Cell> cells(LayerResult layer) {
    return layer.row().cells().entrySet().stream()
        .filter(entry -> entry.getKey() != Column.ELAPSED_MS)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static <V> V at(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private LayerResult example(AnalyzeOptionsBuilder how) {
    JsonNode weight = Examples.of(getClass(), "analyze-dense").get("inputs").get("weight");
    Path file = Examples.write(folder, "fc.weight", Examples.matrix(weight), weight.size());
    return analyze(file, how, 1).getFirst();
  }

  private static void assertColumns(LayerResult layer, JsonNode expected, double tolerance) {
    assertThat(expected.size()).isGreaterThan(5);
    expected
        .properties()
        .forEach(entry -> {
          double value = entry.getValue().asDouble();
          double actual =
              switch (layer.get(entry.getKey()).orElseThrow()) {
                case Cell.Real(double real) -> real;
                case Cell.Count(long count) -> count;
                case Cell.Flag _, Cell.Text _ -> Double.NaN;
              };
          assertThat(actual)
              .as(entry.getKey())
              .isCloseTo(value, within(tolerance * Math.abs(value)));
        });
  }

  @Test
  void theSeededRunOfTheSpecification() {
    AnalyzeOptionsBuilder how =
        AnalyzeOptions.builder().compat(Compat.REFERENCE).mpFit(true).randomize(true).seed(3);
    LayerResult layer = example(how);
    // The example allows 1e-6, and 1e-4 for the bulk.
    assertColumns(layer, Examples.of(getClass(), "analyze-randomize").get("expected"), 1e-9);
    assertThat(layer.notes()).endsWith("; 1 correlation trap");
  }

  @Test
  void theDeterminantOfTheSpecification() {
    LayerResult layer = example(AnalyzeOptions.builder().detx(true));
    JsonNode expected = Examples.of(getClass(), "analyze-dense").get("expected");
    assertThat(layer.detXNum()).hasValue(expected.get("detX_num").asLong());
    double value = expected.get("detX_val").asDouble();
    assertThat(layer.detXVal()).isCloseTo(value, within(1e-9 * value));
    double unrescaled = expected.get("detX_val_unrescaled").asDouble();
    assertThat(layer.detXValUnrescaled()).isCloseTo(unrescaled, within(1e-9 * unrescaled));
  }

  @Test
  void theEigenvectorsOfTheSpecification() {
    JsonNode expected = Examples.of(getClass(), "analyze-vectors").get("expected").get("by_count");
    assertColumns(example(AnalyzeOptions.builder().vectors(true)), expected, 1e-6);
    // With the guard the reference's rule has the vector at xmin in the tail, as the count.
    AnalyzeOptionsBuilder reference =
        AnalyzeOptions.builder().vectors(true).compat(Compat.REFERENCE);
    assertColumns(example(reference), expected, 1e-6);
  }

  @Test
  void threadsChangeNothing() {
    Map<String, Map<Column, Cell>> one = rows(analyze(EXAMPLE, everything(), 1));
    assertThat(rows(analyze(EXAMPLE, everything(), 4))).isEqualTo(one);
    assertThat(one.values().iterator().next()).containsKey(Column.RAND_JS_DENSITY);
    assertThat(one).hasSizeGreaterThan(5);
  }

  @Test
  void otherLayersChangeNothing() {
    Map<String, Map<Column, Cell>> all = rows(analyze(EXAMPLE, everything(), 2));
    Map<String, Map<Column, Cell>> some = rows(analyze(EXAMPLE, everything().layers("2-4"), 2));
    assertThat(some).isNotEmpty().hasSizeLessThan(all.size());
    some.forEach((name, row) -> assertThat(row).isEqualTo(all.get(name)));
  }

  @Test
  void theReferencesStreamDependsOnTheLayersBeforeButNotOnThreads() {
    AnalyzeOptionsBuilder how =
        AnalyzeOptions.builder().compat(Compat.REFERENCE).randomize(true).seed(1);
    Map<String, Map<Column, Cell>> all = rows(analyze(EXAMPLE, how, 1));
    assertThat(rows(analyze(EXAMPLE, how, 4))).isEqualTo(all);
    Map<String, Map<Column, Cell>> some = rows(analyze(EXAMPLE, how.layers("2", "3"), 4));
    assertThat(some).isNotEmpty();
    some.forEach((name, row) -> {
      Cell other = at(all, name).get(Column.MAX_RAND_EVAL);
      assertThat(row.get(Column.MAX_RAND_EVAL)).isNotNull().isNotEqualTo(other);
    });
  }

  @Test
  void theSeedChangesTheShuffledColumnsOnly() {
    Map<String, Map<Column, Cell>> zero = rows(analyze(EXAMPLE, everything(), 2));
    Map<String, Map<Column, Cell>> one = rows(analyze(EXAMPLE, everything().seed(1), 2));
    Set<Column.Group> random = Set.of(Column.Group.RANDOMIZE, Column.Group.REQUEST);
    zero.forEach((name, row) -> {
      Map<Column, Cell> other = at(one, name);
      assertThat(other.get(Column.MAX_RAND_EVAL)).isNotEqualTo(row.get(Column.MAX_RAND_EVAL));
      row.forEach((column, cell) -> {
        if (!random.contains(column.group()) && column != Column.NOTES) {
          assertThat(other.get(column)).as(column.label()).isEqualTo(cell);
        }
      });
    });
  }

  @Test
  void nothingIsComputedThatWasNotAskedFor() {
    Set<Column.Group> requested =
        Set.of(
            Column.Group.VECTORS, Column.Group.MP_FIT, Column.Group.RANDOMIZE, Column.Group.DETX);
    LayerResult layer = analyze(EXAMPLE, AnalyzeOptions.builder(), 2).getFirst();
    assertThat(layer.row().cells().keySet()).noneMatch(c -> requested.contains(c.group()));
    assertThat(layer.sigmaMp()).isNaN();
    assertThat(layer.numSpikes()).isEmpty();
  }

  @Test
  void allReplicasServeAllColumns() {
    AnalyzeOptionsBuilder how =
        AnalyzeOptions.builder().randomize(true).randomReplicas(OptionalInt.of(3));
    LayerResult layer = analyze(EXAMPLE, how, 2).getFirst();
    assertThat(layer.wwSoftrank()).isEqualTo(layer.maxRandEval() / layer.lambdaMax());
    assertThat(layer.wwMaxdist()).isEqualTo(layer.lambdaMax() - layer.maxRandEval());
    double scale = Math.sqrt(layer.numEvals() / layer.norm());
    assertThat(layer.randWScale()).isCloseTo(scale, within(1e-12 * scale));
    long total = layer.randNumSpikesTotal().orElseThrow();
    assertThat(layer.randNumSpikes()).hasValue(Math.round(total / 3.0));
    assertThat(layer.randJsDensity()).isBetween(0.0, Math.sqrt(Math.log(2)));
  }

  @Test
  void trapsAreFoundWhereTheyWerePlanted() {
    Path models = SharedFolder.require(getClass()).resolve("models");
    AnalyzeOptionsBuilder how = AnalyzeOptions.builder().randomize(true).mpMethod(MpMethod.TRIM);
    Map<String, LayerResult> layers =
        analyze(models.resolve("synthetic/synthetic.safetensors"), how, 2).stream()
            .collect(Collectors.toMap(LayerResult::longname, Function.identity()));
    LayerResult trap = at(layers, "trap");
    assertThat(trap.randNumSpikes().orElseThrow()).isPositive();
    assertThat(trap.notes()).matches("(.*; )?\\d+ correlation traps?");
    List<LayerResult> gaussians =
        layers.values().stream().filter(l -> l.longname().startsWith("gaussian")).toList();
    assertThat(gaussians).hasSizeGreaterThanOrEqualTo(2);
    gaussians.forEach(layer -> {
      assertThat(layer.randNumSpikes()).as(layer.longname()).hasValue(0);
      assertThat(layer.notes()).doesNotContain("trap");
      assertThat(layer.wwSoftrank()).isCloseTo(1, within(0.1));
    });
  }

  @Test
  void oneHugeEntryIsATrap() {
    double[] matrix = KnownMatrices.gaussian(120, 110, 5);
    matrix[17] = 60;
    Path file = Examples.write(folder, "a.weight", matrix, 120);
    LayerResult layer = analyze(file, AnalyzeOptions.builder().randomize(true), 1).getFirst();
    assertThat(layer.randNumSpikes()).hasValue(1);
    assertThat(layer.notes()).endsWith("1 correlation trap");
  }

  @Test
  void vectorsNeedMoreMemory() {
    try (Model model = WeightWatcher.open(EXAMPLE)) {
      var layer = model.describe(AnalyzeOptions.defaults()).layers().getFirst();
      long plain = MemoryPlan.need(layer);
      AnalyzeOptions vectors = AnalyzeOptions.builder().vectors(true).build();
      AnalyzeOptions shuffled = AnalyzeOptions.builder().randomize(true).build();
      assertThat(MemoryPlan.need(layer, vectors))
          .isEqualTo(plain + 16 * layer.shortSide() * layer.shortSide());
      assertThat(MemoryPlan.need(layer, shuffled)).isEqualTo(plain);
      RunOptions tight = new RunOptions(1, plain);
      MemoryPlan plan = MemoryPlan.of(List.of(layer), tight, vectors);
      assertThat(plan.order()).isEmpty();
      assertThat(plan.tooBig().getFirst().detail()).contains(", limit ");
      assertThat(MemoryPlan.of(List.of(layer), tight).order()).hasSize(1);
    }
  }
}
