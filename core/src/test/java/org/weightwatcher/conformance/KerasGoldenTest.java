package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.MatricesAsStateDict;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
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

/// Judge: the reference's tables of Keras models. Rows are matched by the name of the layer: the
/// reference's ids count layers that have no weights, too, and its long names are empty.
class KerasGoldenTest {
  /// The reference multiplies in float32 (notes on the tables).
  private static final double FLOAT32 = 1e-5;

  /// A rank-deficient layer, inverted: the smallest eigenvalues are rounding noise, and here the
  /// largest (`reachable.md`).
  private static final Exclusion CONV2D_2_INVERTED =
      Exclusion.realColumns(
          "CONV2D_2_INVERTED",
          "fer2013-mini-xception/mini_XCEPTION.102-0.66",
          "conv2d_2",
          Column.MATRIX_RANK,
          Column.NUM_PL_SPIKES);

  private static final Map<String, UnaryOperator<AnalyzeOptionsBuilder>> OPTIONS =
      Map.ofEntries(
          Map.entry("default", b -> b),
          Map.entry("slices", b -> b.pool(false)),
          Map.entry("min_evals_50", b -> b.minEvals(50)),
          Map.entry("xmax_minus2", b -> b.xmax(new Xmax.DropLargest(2))),
          Map.entry("inverse", b -> b.inverse(true)),
          Map.entry("clip_xmax", b -> b.fixFingers(FixFingers.CLIP_XMAX)),
          Map.entry(
              "xmin_peak", b -> b.fixFingers(FixFingers.XMIN_PEAK).plPackage(PlPackage.POWERLAW)),
          Map.entry("force", b -> b.xmax(new Xmax.Force()).plPackage(PlPackage.POWERLAW)),
          Map.entry("powerlaw_package", b -> b.plPackage(PlPackage.POWERLAW)),
          Map.entry("mp_fit_detX", b -> b.mpFit(true).detx(true)),
          Map.entry("slices_mp_fit_detX", b -> b.pool(false).mpFit(true).detx(true)),
          Map.entry("conv2d_norm_false", b -> b.convNorm(false)),
          Map.entry("stacked", b -> b.stacked(true)),
          Map.entry("intra", b -> b.intra(true).sparsify(false)));

  private static final List<String> MODELS =
      List.of(
          "fer2013-mini-xception/mini_XCEPTION.00-0.47.hdf5",
          "fer2013-mini-xception/mini_XCEPTION.04-0.55.hdf5",
          "fer2013-mini-xception/mini_XCEPTION.14-0.59.hdf5",
          "fer2013-mini-xception/mini_XCEPTION.102-0.66.hdf5",
          "keras-variants/keras2-full.h5",
          "keras-variants/keras2-full-vlen-strings.h5");

  private static Path shared() {
    return SharedFolder.require(KerasGoldenTest.class);
  }

  private static List<Row> rows(Model model, String table, Compat compat) {
    AnalyzeOptions options =
        OPTIONS.get(table).apply(AnalyzeOptions.builder().compat(compat)).build();
    return model.analyze(options).layers().stream().map(LayerResult::row).toList();
  }

  /// Long names of the table are empty: there is nothing to compare.
  private static GoldenCsv withLongnames(Path file, List<Row> rows) {
    GoldenCsv csv = GoldenCsv.read(file);
    assertThat(csv.rows()).as("%s", file).hasSameSizeAs(rows);
    List<Map<String, String>> named = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> row = new LinkedHashMap<>(csv.rows().get(i));
      row.put("longname", rows.get(i).text(Column.LONGNAME));
      named.add(row);
    }
    return new GoldenCsv(csv.header(), named);
  }

  private static void compare(String table, Compat compat, TableComparison comparison) {
    Set<Column> ignored = EnumSet.of(Column.LAYER_ID);
    if (table.equals("intra")) {
      // The name is made of ids.
      ignored.addAll(List.of(Column.NAME, Column.SV_MIN));
    }
    for (String name : MODELS) {
      String stem = name.substring(0, name.lastIndexOf('.'));
      String place = compat == Compat.REFERENCE_FLOAT64 ? "float64/" : "";
      Path file = shared().resolve("golden").resolve(stem).resolve(place + table + ".csv");
      if (Files.exists(file)) {
        try (Model model = WeightWatcher.open(shared().resolve("models").resolve(name))) {
          List<Row> rows = rows(model, table, compat);
          comparison.compare(stem, table, withLongnames(file, rows), rows, ignored);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "default, 6, 4",
    "slices, 3, 1",
    "min_evals_50, 1, 0",
    "xmax_minus2, 1, 1",
    "inverse, 1, 1",
    "clip_xmax, 1, 1",
    "xmin_peak, 1, 1",
    "force, 1, 1",
    "powerlaw_package, 0, 1",
    "mp_fit_detX, 1, 1",
    "slices_mp_fit_detX, 0, 1",
    "conv2d_norm_false, 1, 0",
    "stacked, 1, 1",
    "intra, 1, 1"
  })
  void tablesOfTheReference(String table, int plain, int float64) {
    TableComparison narrow =
        table.equals("intra")
            ? TableComparison.within(FLOAT32)
            : new TableComparison(exclusions(table));
    compare(table, Compat.REFERENCE, narrow);
    narrow.print("KerasGoldenTest " + table);
    assertThat(narrow.differences()).isEmpty();
    assertThat(narrow.tables()).isEqualTo(plain);
    TableComparison wide = new TableComparison(exclusions(table));
    compare(table, Compat.REFERENCE_FLOAT64, wide);
    wide.print("KerasGoldenTest float64 " + table);
    assertThat(wide.differences()).isEmpty();
    assertThat(wide.tables()).isEqualTo(float64);
  }

  private static Exclusion[] exclusions(String table) {
    return table.equals("inverse") ? new Exclusion[] {CONV2D_2_INVERTED} : new Exclusion[0];
  }

  @Test
  void describeTables() {
    TableComparison comparison = new TableComparison();
    AnalyzeOptions options = AnalyzeOptions.builder().compat(Compat.REFERENCE).build();
    for (String name : MODELS) {
      String stem = name.substring(0, name.lastIndexOf('.'));
      try (Model model = WeightWatcher.open(shared().resolve("models").resolve(name))) {
        List<Row> rows = model.describe(options).layers().stream().map(LayerColumns::of).toList();
        Path file = shared().resolve("golden").resolve(stem).resolve("describe.csv");
        comparison.compare(
            stem, "describe", withLongnames(file, rows), rows, EnumSet.of(Column.LAYER_ID));
      }
    }
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.tables()).isEqualTo(6);
  }

  /// Weights alone, which the reference cannot read: it was handed a dictionary of the matrices.
  @ParameterizedTest
  @CsvSource({
    "hacker_news, default",
    "textgenrnn_weights, default",
    "textgenrnn_weights, slices",
    "textgenrnn_weights, clip_xmax",
    "textgenrnn_weights, force",
    "textgenrnn_weights, mp_fit_detX",
    "textgenrnn_weights, xmax_minus2"
  })
  void weightsAlone(String name, String table) {
    TableComparison comparison = new TableComparison();
    Path golden = shared().resolve("golden/textgenrnn").resolve(name).resolve(table + ".csv");
    Path file = shared().resolve("models/textgenrnn").resolve(name + ".hdf5");
    try (Model model = MatricesAsStateDict.open(file)) {
      List<Row> rows = rows(model, table, Compat.REFERENCE);
      GoldenCsv csv = withLongnames(golden, rows);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).text(Column.NAME)).endsWith(csv.rows().get(i).get("name"));
      }
      comparison.compare(name, table, csv, rows, EnumSet.of(Column.NAME));
    }
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.rows()).isGreaterThanOrEqualTo(6);
  }
}
