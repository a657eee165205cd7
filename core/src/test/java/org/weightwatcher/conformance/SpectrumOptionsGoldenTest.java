package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.Model;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the reference's tables of options that change the matrices, the eigenvalues or the choice
/// of layers.
class SpectrumOptionsGoldenTest {
  private static final Map<String, UnaryOperator<AnalyzeOptionsBuilder>> OPTIONS =
      Map.ofEntries(
          Map.entry("slices", b -> b.pool(false)),
          Map.entry("slices_min_evals_3", b -> b.pool(false).minEvals(3)),
          Map.entry("ww2x", b -> b.pool(false)),
          Map.entry("inverse", b -> b.inverse(true)),
          Map.entry("inverse_slices", b -> b.inverse(true).pool(false).layers("3,39")),
          Map.entry("inverse_mp_fit_detX", b -> b.inverse(true).mpFit(true).detx(true)),
          Map.entry("slices_mp_fit_detX", b -> b.pool(false).mpFit(true).detx(true)),
          Map.entry("stacked", b -> b.stacked(true)),
          Map.entry("intra", b -> b.intra(true).sparsify(false)),
          Map.entry("conv2d_fft", b -> b.convFft(true)),
          Map.entry("deltas", b -> b.levelSpacing(true)),
          Map.entry("tolerance_1e-3", b -> b.tolerance(1e-3)),
          Map.entry("conv2d_norm_false", b -> b.convNorm(false)),
          Map.entry("glorot_fix", b -> b.glorotFix(true)),
          Map.entry("start_ids_10", b -> b.startIds(OptionalInt.of(10))),
          Map.entry("max_evals_200", b -> b.maxEvals(OptionalInt.of(200))),
          Map.entry("layers_ids_1_5", b -> b.layers("1,5")),
          Map.entry("layers_minus_ids_1_39", b -> b.layers("-1,-39")),
          Map.entry("layers_type_dense", b -> b.layers("dense")),
          Map.entry("layers_type_conv2d", b -> b.layers("conv2d")),
          Map.entry("layers_name", b -> b.layers("module.layer1.0.conv1")),
          Map.entry("layers_minus_name", b -> b.layers("-module.layer1.0.conv1")),
          Map.entry("layers_type_and_id", b -> b.layers("conv2d,39")));

  private static List<GoldenModel> models() {
    return GoldenModel.all(SharedFolder.require(SpectrumOptionsGoldenTest.class));
  }

  private static AnalyzeOptions options(String table, Compat compat) {
    return OPTIONS.get(table).apply(AnalyzeOptions.builder().compat(compat)).build();
  }

  private static void compare(
      GoldenModel golden, String table, Compat compat, TableComparison comparison) {
    boolean wide = compat == Compat.REFERENCE_FLOAT64;
    String file = (wide ? "float64/" : "") + table + ".csv";
    if (!golden.has(file)) {
      return;
    }
    GoldenCsv csv = GoldenCsv.read(golden.golden().resolve(file));
    List<Row> rows = new ArrayList<>();
    try (Model model = golden.open()) {
      model.analyze(options(table, compat)).layers().stream()
          .map(LayerResult::row)
          .forEach(rows::add);
    }
    Set<String> columns =
        Arrays.stream(Column.values())
            .filter(column -> column.group().reference())
            .filter(column -> rows.stream().anyMatch(row -> row.cell(column).isPresent()))
            .map(Column::label)
            .collect(Collectors.toSet());
    assertThat(columns).as("%s %s", golden, file).isEqualTo(Set.copyOf(csv.header()));
    Set<Column> ignored = wide ? EnumSet.of(Column.LAYER_ID) : Set.of();
    comparison.compare(golden.name(), table, csv, rows, ignored);
  }

  @ParameterizedTest
  @CsvSource({
    "slices, 7, 3",
    "slices_min_evals_3, 1, 0",
    "ww2x, 1, 0",
    "inverse, 10, 3",
    "inverse_slices, 1, 0",
    "inverse_mp_fit_detX, 1, 0",
    "slices_mp_fit_detX, 1, 2",
    "stacked, 6, 3",
    "conv2d_fft, 1, 0",
    "deltas, 1, 0",
    "tolerance_1e-3, 2, 0",
    "conv2d_norm_false, 4, 0",
    "glorot_fix, 3, 0",
    "start_ids_10, 3, 0",
    "max_evals_200, 1, 0",
    "layers_ids_1_5, 1, 0",
    "layers_minus_ids_1_39, 1, 0",
    "layers_type_dense, 1, 0",
    "layers_type_conv2d, 1, 0",
    "layers_name, 1, 0",
    "layers_minus_name, 1, 0",
    "layers_type_and_id, 1, 0"
  })
  void tablesOfTheReference(String table, int plain, int float64) {
    TableComparison narrow =
        table.equals("inverse")
            ? new TableComparison(Exclusion.LOW_RANK_INVERTED)
            : new TableComparison();
    models().forEach(golden -> compare(golden, table, Compat.REFERENCE, narrow));
    narrow.print("SpectrumOptionsGoldenTest " + table);
    assertThat(narrow.differences()).isEmpty();
    assertThat(narrow.tables()).isEqualTo(plain);
    TableComparison wide = new TableComparison(Exclusion.PLATEAU);
    models().forEach(golden -> compare(golden, table, Compat.REFERENCE_FLOAT64, wide));
    wide.print("SpectrumOptionsGoldenTest float64 " + table);
    assertThat(wide.differences()).isEmpty();
    assertThat(wide.tables()).isEqualTo(float64);
  }
}
