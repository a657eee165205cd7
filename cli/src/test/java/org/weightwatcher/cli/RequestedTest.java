package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.cli.screen.ColumnOption;
import org.weightwatcher.metric.Column;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole runs with options that add something. Judges: matrices with a planted trap, the list of
/// columns, the definition of a slice.
class RequestedTest {
  private static final String EXAMPLE = CliRunner.example();
  @TempDir private Path folder = Path.of("");

  /// Gaussian with deviation 0.05, and single entries so large that shuffling cannot hide them: the
  /// edge of the bulk is at 1.2, an entry of 10 alone makes an eigenvalue of 100.
  private static float[] gaussian(int n, float... planted) {
    SplittableRandom random = new SplittableRandom(11);
    float[] values = new float[n * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.05 * random.nextGaussian());
    }
    for (int i = 0; i < planted.length; i++) {
      values[i * (n + 1)] = planted[i];
    }
    return values;
  }

  private String trapped() {
    return new TinyModel()
        .tensor("plain.weight", "[120,120]", gaussian(120))
        .tensor("trap.weight", "[120,120]", gaussian(120, 10))
        .write(folder.resolve("t.safetensors"));
  }

  private String convolution() {
    float[] values = new float[12 * 10 * 3];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new TinyModel()
        .tensor("c.weight", "[12,10,1,3]", values)
        .write(folder.resolve("c.safetensors"));
  }

  private static String analyze(String... arguments) {
    List<String> all = new ArrayList<>(List.of("analyze"));
    all.addAll(List.of(arguments));
    CliRunner.Result result = CliRunner.ww(all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  private static Set<String> header(String csv) {
    return Arrays.stream(csv.lines().findFirst().orElse("").split(",", -1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void trapsAreToldOfTheModelAndOfTheLayer() {
    String screen = analyze("--randomize", trapped());
    assertThat(screen)
        .contains(
            "\ncorrelation traps: 1 in 1 of 2 layers (eigenvalues that stay large when the weights"
                + " are shuffled)\n"
                + "more columns, by --columns or in -o FILE.csv: 10 of --randomize\n");
    assertThat(screen.lines().filter(line -> line.endsWith(" 1 correlation trap")).toList())
        .singleElement()
        .asString()
        .contains(" trap ");
    assertThat(analyze("--randomize", "--format", "md", trapped()))
        .contains("\n- correlation traps: 1 in 1 of 2 layers (");
  }

  @Test
  void noTrapsAreToldToo() {
    assertThat(analyze("--randomize", "-l", "plain", trapped()))
        .contains("\nno correlation traps in 1 layer\n");
    assertThat(analyze("-l", "trap", trapped())).doesNotContain("correlation trap");
  }

  @Test
  void aLimitOfRowsHidesNoTrap() {
    assertThat(analyze("--randomize", "--limit", "1", trapped()))
        .contains("correlation traps: 1 in 1 of 2 layers")
        .doesNotContain(" trap ");
  }

  /// Judge: the list of columns says which option each belongs to.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--randomize",
        "--mp-fit",
        "--detx",
        "--vectors",
        "--no-pool",
        "--fit tpl",
        "--fix-fingers clip-xmax"
      })
  void columnsComeWithTheirOption(String option) {
    String[] plain = {"-l", "20", "--columns", "all", "--format", "csv", EXAMPLE};
    Set<String> without = header(analyze(plain));
    List<String> words = new ArrayList<>(List.of(option.split(" ", -1)));
    words.addAll(List.of(plain));
    Set<String> added = header(analyze(words.toArray(String[]::new)));
    added.removeAll(without);
    Set<String> expected =
        Arrays.stream(Column.values())
            .filter(column -> ColumnOption.of(column).filter(option::equals).isPresent())
            .map(Column::label)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(expected).isNotEmpty();
    assertThat(added).isEqualTo(expected);
    assertThat(CliRunner.ww("help", "metrics").out())
        .contains("  [" + option + "]\n", "%s %-18s ".formatted(" ", "alpha"));
  }

  @Test
  void helpNamesTheOptionBehindEveryColumnThatNeedsOne() {
    List<String> lines = CliRunner.ww("help", "metrics").out().lines().toList();
    for (Column column : Column.values()) {
      int at = indexOf(lines, column.label());
      assertThat(lines.get(at + 1).endsWith("]"))
          .as(column.label())
          .isEqualTo(ColumnOption.of(column).isPresent());
    }
  }

  private static int indexOf(List<String> lines, String label) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("[ +] " + java.util.regex.Pattern.quote(label) + " .*")) {
        return i;
      }
    }
    throw new AssertionError("no line for " + label);
  }

  @Test
  void fullIsItsFourOptions() {
    String full = analyze("--full", "-l", "20", "--reproducible", "--format", "json", EXAMPLE);
    String four =
        analyze(
            "--randomize",
            "--mp-fit",
            "--detx",
            "--vectors",
            "-l",
            "20",
            "--reproducible",
            "--format",
            "json",
            EXAMPLE);
    assertThat(full).isEqualTo(four).contains("\"rand_distance\"", "\"detX_num\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --randomize --random-replicas 3 --seed 9 | randomize random_replicas seed
          --mp-fit --mp-method kde                 | mp_fit mp_method
          --detx --vectors --level-spacing         | detx vectors level_spacing
          --no-pool --glorot-fix --tolerance 1e-4  | pool glorot_fix tolerance
          --fit tpl --pl-package powerlaw          | fit pl_package
          --fix-fingers clip-xmax --max-fingers 3  | fix_fingers max_fingers
          --inverse --xmax 2                       | inverse xmax
          """)
  void resultsRecordTheOptions(String options, String keys) {
    List<String> words = new ArrayList<>(List.of(options.split(" ", -1)));
    words.addAll(List.of("-l", "20", "--reproducible", "--format", "json", EXAMPLE));
    JsonNode recorded =
        JsonMapper.builder().build().readTree(analyze(words.toArray(String[]::new))).get("options");
    Set<String> expected = new TreeSet<>(List.of(keys.split(" ", -1)));
    expected.addAll(List.of("layers", "seed", "svd_method"));
    assertThat(new TreeSet<>(recorded.propertyNames())).isEqualTo(expected);
  }

  @Test
  void theSeedDecidesTheShuffleAndTheThreadsDoNot() {
    String[] one = {"--randomize", "--seed", "1", "-j", "1", "--reproducible", "--format", "csv"};
    String[] two = {"--randomize", "--seed", "1", "-j", "2", "--reproducible", "--format", "csv"};
    String[] other = {"--randomize", "--seed", "2", "-j", "2", "--reproducible", "--format", "csv"};
    String file = trapped();
    assertThat(analyze(with(one, file))).isEqualTo(analyze(with(two, file)));
    assertThat(analyze(with(one, file))).isNotEqualTo(analyze(with(other, file)));
  }

  private static String[] with(String[] options, String file) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = file;
    return all;
  }

  @Test
  void slicesAreToldApart() {
    String screen = analyze("--no-pool", convolution());
    assertThat(screen.lines().filter(line -> line.contains("conv2d")).toList())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).contains(" c [0]  conv2d  12×10 "),
            line -> assertThat(line).contains(" c [1]  conv2d  12×10 "),
            line -> assertThat(line).contains(" c [2]  conv2d  12×10 "));
    assertThat(screen).contains(" · 3 slices · ", "no reliable slice").doesNotContain(" 3 layers");
    assertThat(analyze(convolution())).contains(" c      conv2d  3×12×10 ");
    assertThat(CliRunner.ww("analyze", "--no-pool", convolution()).err()).contains("3 slices in ");
    String described = CliRunner.ww("describe", "--no-pool", convolution()).out();
    assertThat(described)
        .contains(" c [0]", " c [1]", " c [2]", "would analyze 3 slices of layers: ");
    assertThat(CliRunner.ww("describe", convolution()).out())
        .contains("would analyze 1 of 1 tensors: ");
    var rows =
        CsvReader.builder()
            .ofNamedCsvRecord(analyze("--no-pool", "--format", "csv", convolution()))
            .stream()
            .toList();
    assertThat(rows).extracting(row -> row.getField("slice_id")).containsExactly("0", "1", "2");
  }

  @Test
  void lambdaOfATruncatedLawIsPointedAt() {
    assertThat(analyze("--fit", "tpl", "-l", "20", EXAMPLE))
        .contains("\nmore columns, by --columns or in -o FILE.csv: Lambda of --fit tpl\n");
    assertThat(analyze("--fit", "tpl", "-l", "20", "--columns", "longname,Lambda", EXAMPLE))
        .contains("Lambda")
        .doesNotContain("more columns");
    assertThat(analyze("-l", "20", EXAMPLE)).doesNotContain("more columns");
  }
}
