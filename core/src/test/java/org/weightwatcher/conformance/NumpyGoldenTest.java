package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.MatricesAsStateDict;
import org.weightwatcher.Model;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.LayerColumns;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the reference's tables of a model in NumPy's archive, which it was handed as a dictionary
/// of the matrices.
class NumpyGoldenTest {
  private static final String NAME = "g2p/checkpoint20";
  private static final TableComparison TOTAL = new TableComparison();

  private static final Map<String, UnaryOperator<AnalyzeOptionsBuilder>> OPTIONS =
      Map.ofEntries(
          Map.entry("default", b -> b),
          Map.entry("xmax_minus2", b -> b.xmax(new Xmax.DropLargest(2))),
          Map.entry("min_evals_50", b -> b.minEvals(50)),
          Map.entry("slices", b -> b.pool(false)),
          Map.entry("inverse", b -> b.inverse(true)),
          Map.entry("clip_xmax", b -> b.fixFingers(FixFingers.CLIP_XMAX)),
          Map.entry(
              "xmin_peak", b -> b.fixFingers(FixFingers.XMIN_PEAK).plPackage(PlPackage.POWERLAW)),
          Map.entry("force", b -> b.xmax(new Xmax.Force()).plPackage(PlPackage.POWERLAW)),
          Map.entry("mp_fit_detX", b -> b.mpFit(true).detx(true)),
          Map.entry("stacked", b -> b.stacked(true)),
          Map.entry("conv2d_fft", b -> b.convFft(true)),
          Map.entry("conv2d_norm_false", b -> b.convNorm(false)));

  private static Path golden() {
    return SharedFolder.require(NumpyGoldenTest.class).resolve("golden").resolve(NAME);
  }

  private static Model open() {
    Path shared = SharedFolder.require(NumpyGoldenTest.class);
    return MatricesAsStateDict.open(shared.resolve("models").resolve(NAME + ".npz"));
  }

  private static List<Row> rows(UnaryOperator<AnalyzeOptionsBuilder> option) {
    AnalyzeOptions options =
        option.apply(AnalyzeOptions.builder().compat(Compat.REFERENCE)).build();
    try (Model model = open()) {
      return model.analyze(options).layers().stream().map(LayerResult::row).toList();
    }
  }

  @AfterAll
  static void closingLine() {
    if (TOTAL.tables() > 0) {
      TOTAL.print("NumpyGoldenTest all");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "default, 7",
    "xmax_minus2, 7",
    "min_evals_50, 6",
    "slices, 7",
    "inverse, 7",
    "clip_xmax, 7",
    "xmin_peak, 7",
    "force, 7",
    "mp_fit_detX, 7",
    "stacked, 1",
    "conv2d_fft, 7",
    "conv2d_norm_false, 7"
  })
  void tablesOfTheReference(String table, int layers) {
    TableComparison comparison = new TableComparison();
    GoldenCsv csv = GoldenCsv.read(golden().resolve(table + ".csv"));
    comparison.compare(NAME, table, csv, rows(OPTIONS.getOrDefault(table, b -> b)), Set.of());
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.rows()).isEqualTo(layers);
    assertThat(comparison.excluded()).isEmpty();
    TOTAL.add(comparison);
  }

  /// The reference multiplies in float32 (notes on the tables).
  @Test
  void productsOfNeighbours() {
    TableComparison comparison = TableComparison.within(1e-5);
    GoldenCsv csv = GoldenCsv.read(golden().resolve("intra.csv"));
    List<Row> rows = rows(b -> b.intra(true).sparsify(false));
    comparison.compare(NAME, "intra", csv, rows, Set.of(Column.SV_MIN));
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.rows()).isEqualTo(csv.rows().size()).isPositive();
  }

  @Test
  void describeTable() {
    TableComparison comparison = new TableComparison();
    GoldenCsv csv = GoldenCsv.read(golden().resolve("describe.csv"));
    AnalyzeOptions options = AnalyzeOptions.builder().compat(Compat.REFERENCE).build();
    try (Model model = open()) {
      List<Row> rows = model.describe(options).layers().stream().map(LayerColumns::of).toList();
      comparison.compare(NAME, "describe", csv, rows, Set.of());
    }
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.rows()).isEqualTo(7);
  }

  /// With the vector at xmin in the tail, where the reference's own table rounds it away.
  @Test
  void figuresOfEigenvectors() {
    GoldenCsv csv = GoldenCsv.read(golden().resolve("vectors_both.csv"));
    List<Row> rows = rows(b -> b.vectors(true));
    List<Column> figures =
        Arrays.stream(Column.values())
            .filter(column -> column.group() == Column.Group.VECTORS)
            .toList();
    assertThat(figures).hasSize(12);
    assertThat(csv.rows()).hasSameSizeAs(rows).hasSize(7);
    double worst = 0;
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> golden = csv.rows().get(i);
      assertThat(rows.get(i).text(Column.LONGNAME)).isEqualTo(golden.get("name"));
      for (Column column : figures) {
        double expected = GoldenCsv.number(golden.get("with_" + column.label()));
        double deviation = TableComparison.deviation(rows.get(i).real(column), expected);
        assertThat(deviation).as(column.label()).isLessThan(1e-8);
        worst = Math.max(worst, deviation);
      }
    }
    System.out.printf("NumpyGoldenTest vectors_both: worst %.0e%n", worst);
  }
}
