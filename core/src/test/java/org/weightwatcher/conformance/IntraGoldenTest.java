package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.weightwatcher.Model;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the reference's tables of products of neighbouring layers, without and with the random
/// matrix between them.
class IntraGoldenTest {
  /// The reference multiplies in float32 (notes on the tables).
  private static final double FLOAT32 = 1e-5;

  private static final int SEEDS = 20;

  private static List<GoldenModel> models() {
    return GoldenModel.all(SharedFolder.require(IntraGoldenTest.class));
  }

  private static List<Row> rows(GoldenModel golden, boolean sparsify, Compat compat, int seed) {
    AnalyzeOptions options =
        AnalyzeOptions.builder().intra(true).sparsify(sparsify).compat(compat).seed(seed).build();
    try (Model model = golden.open()) {
      return model.analyze(options).layers().stream().map(LayerResult::row).toList();
    }
  }

  private static void compare(
      GoldenModel golden, String file, Compat compat, TableComparison comparison) {
    if (!golden.has(file)) {
      return;
    }
    GoldenCsv csv = GoldenCsv.read(golden.golden().resolve(file));
    Set<Column> ignored = EnumSet.of(Column.SV_MIN);
    if (compat == Compat.REFERENCE_FLOAT64) {
      ignored.addAll(List.of(Column.LAYER_ID, Column.NAME));
    }
    comparison.compare(golden.name(), "intra", csv, rows(golden, false, compat, 0), ignored);
  }

  @Test
  void productsOfFloat32() {
    TableComparison comparison = TableComparison.within(FLOAT32);
    models().forEach(golden -> compare(golden, "intra.csv", Compat.REFERENCE, comparison));
    comparison.print("IntraGoldenTest");
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.tables()).isEqualTo(7);
  }

  @Test
  void productsOfFloat64() {
    TableComparison comparison = new TableComparison();
    models()
        .forEach(
            golden -> compare(golden, "float64/intra.csv", Compat.REFERENCE_FLOAT64, comparison));
    comparison.print("IntraGoldenTest float64");
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.tables()).isEqualTo(3);
  }

  @Test
  void theReferencesRandomMatricesAreReplayed() {
    GoldenModel golden =
        models().stream()
            .filter(model -> model.has("intra_sparsify.csv"))
            .findFirst()
            .orElseThrow();
    Map<String, List<Double>> values = new HashMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      for (Row row : rows(golden, true, Compat.REFERENCE, seed)) {
        for (Column column : Column.values()) {
          row.cell(column)
              .ifPresent(cell ->
                  values
                      .computeIfAbsent(
                          row.text(Column.NAME) + column.label(), _ -> new ArrayList<>())
                      .add(number(cell)));
        }
      }
    }
    int means = 0;
    int noise = 0;
    for (Map<String, String> row :
        GoldenCsv.read(golden.golden().resolve("intra_sparsify.csv")).rows()) {
      if (row.get("column").equals("sv_min")) {
        // Rounding noise of float32 products (notes on the tables).
        noise++;
        continue;
      }
      List<Double> ours = values.get(row.get("name") + row.get("column"));
      assertThat(ours).as("%s", row).hasSize(SEEDS);
      double mean = ours.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double expected = GoldenCsv.number(row.get("mean"));
      double scale = Math.max(Math.abs(expected), Math.abs(GoldenCsv.number(row.get("max"))));
      assertThat(Math.abs(mean - expected)).as("%s", row).isLessThanOrEqualTo(FLOAT32 * scale);
      means++;
    }
    assertThat(means + noise).isEqualTo(399);
    assertThat(noise).isEqualTo(19);
  }

  @Test
  void ourOwnRandomMatricesDependOnTheSeedAlone() {
    GoldenModel golden =
        models().stream()
            .filter(model -> model.has("intra_sparsify.csv"))
            .findFirst()
            .orElseThrow();
    double[] first = alphas(golden, 1);
    assertThat(alphas(golden, 1)).containsExactly(first);
    assertThat(Arrays.equals(alphas(golden, 2), first)).isFalse();
  }

  private static double number(Cell cell) {
    return switch (cell) {
      case Cell.Real(double value) -> value;
      case Cell.Count(long value) -> value;
      case Cell.Flag _, Cell.Text _ -> Double.NaN;
    };
  }

  private static double[] alphas(GoldenModel golden, int seed) {
    return rows(golden, true, Compat.OFF, seed).stream()
        .mapToDouble(row -> row.real(Column.ALPHA))
        .toArray();
  }
}
