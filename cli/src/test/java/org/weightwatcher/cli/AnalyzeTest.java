package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole runs on the example model and on small generated ones.
class AnalyzeTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MODEL = CliRunner.example();
  @TempDir private Path folder = Path.of("");

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String gaussian(String name) {
    return new TinyModel()
        .gaussian("a.weight", 60, 50)
        .vector("a.bias", 60)
        .write(folder.resolve(name));
  }

  private static List<NamedCsvRecord> csv(String text) {
    return CsvReader.builder().ofNamedCsvRecord(text).stream().toList();
  }

  @Test
  void csvJsonAndJsonlSayTheSame() throws IOException {
    String[] files = {path("r.csv"), path("r.json"), path("r.jsonl"), path("r.md"), path("r.txt")};
    List<String> arguments = new ArrayList<>(List.of("analyze", MODEL, "--reproducible"));
    for (String file : files) {
      arguments.addAll(List.of("-o", file));
    }
    CliRunner.Result result = CliRunner.ww(arguments.toArray(String[]::new));
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    List<NamedCsvRecord> rows = csv(Files.readString(Path.of(files[0])));
    JsonNode layers =
        JSON.readTree(Files.readString(Path.of(files[1]))).get("models").get(0).get("layers");
    List<JsonNode> lines =
        Files.readAllLines(Path.of(files[2])).stream().map(line -> JSON.readTree(line)).toList();
    assertThat(rows).hasSize(21);
    assertThat(layers.size()).isEqualTo(21);
    assertThat(lines).hasSize(22);
    for (int i = 0; i < 21; i++) {
      for (String column : List.of("alpha", "D", "norm", "stable_rank")) {
        double expected = layers.get(i).get(column).asDouble();
        assertThat(Double.parseDouble(rows.get(i).getField(column))).isEqualTo(expected);
        assertThat(lines.get(i).get(column).asDouble()).isEqualTo(expected);
      }
      assertThat(rows.get(i).getField("longname"))
          .isEqualTo(layers.get(i).get("longname").asString());
    }
    assertThat(Files.readString(Path.of(files[3]))).contains("| ID | LAYER | TYPE |");
    assertThat(Files.readString(Path.of(files[4]))).contains(" ID  LAYER", "lm_head");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "jsonl", "md", "table"})
  void stdoutHoldsDataOnlyAndQuietIsQuiet(String format) {
    CliRunner.Result result = CliRunner.ww("analyze", "-q", "-l", "1,2", "--format", format, MODEL);
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).doesNotContain("\u001b", "\r").endsWith("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "jsonl", "md", "table"})
  void sameBytesForAnyNumberOfThreads(String format) {
    String[] one = {"analyze", "--reproducible", "-j", "1", "--format", format, MODEL};
    String[] two = {"analyze", "--reproducible", "-j", "2", "--format", format, MODEL};
    assertThat(CliRunner.ww(one).out()).isEqualTo(CliRunner.ww(two).out());
  }

  @Test
  void rowsAreSortedAndLimited() {
    List<NamedCsvRecord> rows =
        csv(
            CliRunner.ww(
                    "analyze", MODEL, "--sort", "alpha:desc", "--limit", "3", "--format", "csv")
                .out());
    assertThat(rows).hasSize(3);
    List<Double> alphas = rows.stream().map(r -> Double.valueOf(r.getField("alpha"))).toList();
    assertThat(alphas).isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void columnsAreChosenInTheOrderGiven() {
    assertThat(
            CliRunner.ww(
                    "analyze",
                    MODEL,
                    "-l",
                    "20",
                    "--columns",
                    "longname,M,alpha",
                    "--format",
                    "csv")
                .out())
        .startsWith("longname,M,alpha\nlm_head,65,");
    assertThat(
            CliRunner.ww("analyze", MODEL, "--columns", "all", "--reproducible", "--format", "csv")
                .out())
        .doesNotContain("elapsed_ms");
  }

  @Test
  void esdIsKeptInJsonOnRequest() {
    JsonNode root =
        JSON.readTree(
            CliRunner.ww("analyze", MODEL, "-l", "20", "--esd", "--compact", "--format", "json")
                .out());
    assertThat(root.get("models").get(0).get("layers").get(0).get("esd").size()).isEqualTo(65);
  }

  @Test
  void matchesAreToldOnStderr() {
    CliRunner.Result result = CliRunner.ww("analyze", MODEL, "--layers=-0,-1");
    assertThat(result.err().lines().toList().getFirst()).isEqualTo("layers: 19 of 21 match");
    assertThat(result.err().lines().toList().getLast())
        .matches("19 layers in \\d+\\.\\d s( · peak \\d+\\.\\d MiB)?");
  }

  @Test
  void noMatchIsExit4WithTheNearestNames() {
    CliRunner.Result result = CliRunner.ww("analyze", MODEL, "-l", "lm_hed");
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err())
        .contains("error: no layer matches --layers lm_hed", "such as lm_head, ");
  }

  @Test
  void allSkippedIsExit4() {
    String file = new TinyModel().vector("a.bias", 5).write(folder.resolve("v.safetensors"));
    CliRunner.Result result = CliRunner.ww("analyze", file);
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains("nothing to analyze, all 1 tensors are skipped");
    assertThat(CliRunner.ww("describe", file).code()).isZero();
  }

  @Test
  void missingModelIsExit3AndTheOthersAreDone() {
    CliRunner.Result result =
        CliRunner.ww("analyze", path("none.pt"), gaussian("g.safetensors"), "--format", "csv");
    assertThat(result.code()).isEqualTo(3);
    assertThat(csv(result.out())).hasSize(1);
    assertThat(result.err()).contains("none.pt");
  }

  @Test
  void failFastStopsAtTheFirst() {
    CliRunner.Result result =
        CliRunner.ww("analyze", "--fail-fast", path("none.pt"), gaussian("g.safetensors"));
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void tooLittleMemoryIsExit6AndTheOthersAreDone() {
    String file =
        new TinyModel()
            .gaussian("small.weight", 20, 20)
            .gaussian("large.weight", 200, 200)
            .write(folder.resolve("m.safetensors"));
    CliRunner.Result result = CliRunner.ww("analyze", "--memory", "100k", "--format", "csv", file);
    assertThat(result.code()).isEqualTo(6);
    assertThat(csv(result.out())).hasSize(1);
    assertThat(result.err()).contains("warning: large skipped: needs ", "limit 100.0 KiB");
    CliRunner.Result fast = CliRunner.ww("analyze", "--memory", "100k", "--fail-fast", file);
    assertThat(fast.code()).isEqualTo(6);
    assertThat(fast.out()).isEmpty();
    assertThat(fast.err()).startsWith("error: large: needs ");
  }

  @Test
  void memoryBeatsInput() {
    String file =
        new TinyModel()
            .gaussian("s.weight", 20, 20)
            .gaussian("l.weight", 200, 200)
            .write(folder.resolve("m.safetensors"));
    assertThat(CliRunner.ww("analyze", "--memory", "100k", path("none.pt"), file).code())
        .isEqualTo(6);
  }

  @Test
  void inputBeatsNothing() {
    String empty = new TinyModel().vector("b", 5).write(folder.resolve("v.safetensors"));
    assertThat(CliRunner.ww("analyze", empty, path("none.pt")).code()).isEqualTo(3);
  }

  @Test
  void usageBeatsEverything() {
    assertThat(CliRunner.ww("analyze", "-l", "type:foo", MODEL, path("none.pt")).code())
        .isEqualTo(2);
  }

  @Test
  void outputThatCannotBeWrittenIsExit5BeforeAnyWork() {
    CliRunner.Result result = CliRunner.ww("analyze", MODEL, "-o", path("no/such/r.csv"));
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.err()).contains("r.csv cannot be written: there is no folder");
    assertThat(CliRunner.ww("esd", MODEL, "-o", path("no/e.csv")).code()).isEqualTo(5);
  }

  @Test
  void readOnlyFolderIsExit5() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    Assumptions.assumeFalse(Files.isWritable(closed), "the superuser may write everywhere");
    CliRunner.Result result = CliRunner.ww("analyze", MODEL, "-o", closed + "/r.csv");
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.err()).contains("is not writable");
  }

  @Test
  void fullDiskIsExit5AndAClosedPipeIsNothing() {
    CliRunner.Result full = new CliRunner().runBroken("No space left on device", "describe", MODEL);
    assertThat(full.code()).isEqualTo(5);
    assertThat(full.err()).contains("stdout cannot be written: No space left on device");
    CliRunner.Result closed = new CliRunner().runBroken("Broken pipe", "describe", MODEL);
    assertThat(closed.code()).isZero();
    assertThat(closed.err()).isEmpty();
  }

  @Test
  void theSameFileTwiceIsAnalyzedOnce() {
    String file = gaussian("g.safetensors");
    CliRunner.Result result =
        CliRunner.ww("analyze", file, folder + "/./g.safetensors", "--format", "csv");
    assertThat(csv(result.out())).hasSize(1);
    assertThat(result.err()).contains("is the same as " + file + ": taken once");
  }

  @Test
  void globsAndFoldersNameSeveralModels() {
    gaussian("g1.safetensors");
    gaussian("g2.safetensors");
    CliRunner.Result glob = CliRunner.ww("analyze", path("g*.safetensors"), "--format", "csv");
    assertThat(csv(glob.out()))
        .extracting(row -> row.getField("model"))
        .containsExactly(path("g1.safetensors"), path("g2.safetensors"));
    CliRunner.Result below =
        CliRunner.ww("analyze", "--recursive", folder.toString(), "--format", "csv");
    assertThat(csv(below.out())).hasSize(2);
  }

  @Test
  void dryRunDescribes() {
    assertThat(CliRunner.ww("analyze", "--dry-run", MODEL).out())
        .isEqualTo(CliRunner.ww("describe", MODEL).out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv", "md", "json", "jsonl"})
  void hostileNamesAreHarmless(String format) {
    String name = "evil\\u001b[2J\\n\\u202e|<b>";
    String file =
        new TinyModel().gaussian(name + ".weight", 60, 50).write(folder.resolve("h.safetensors"));
    CliRunner.Result result =
        new CliRunner().terminal(80).env("NO_COLOR", "1").run("analyze", "--format", format, file);
    assertThat(result.code()).isZero();
    assertThat(result.out() + result.err()).doesNotContain("\u001b");
    // JSON is data: only what JSON itself forbids is escaped.
    if (!format.startsWith("json")) {
      assertThat(result.out()).doesNotContain("\u202e");
    }
  }

  @Test
  void progressIsNeverInPipesAndPlainOnRequest() {
    assertThat(CliRunner.ww("analyze", MODEL).err()).doesNotContain("%");
    assertThat(CliRunner.ww("analyze", "--progress", "plain", MODEL).err()).contains("[21/21]");
  }
}
