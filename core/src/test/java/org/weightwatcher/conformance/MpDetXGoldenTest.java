package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.table.ColumnChoice;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the reference's tables with `mp_fit=True, detX=True`.
class MpDetXGoldenTest {
  private static final double TOLERANCE = 1e-9;
  private static final List<Column> COUNTS = List.of(Column.NUM_SPIKES, Column.DETX_NUM);
  private static final List<Column> NUMBERS =
      List.of(
          Column.SIGMA_MP,
          Column.MP_SOFTRANK,
          Column.W_SCALE,
          Column.BULK_MAX,
          Column.BULK_MIN,
          Column.DETX_VAL,
          Column.DETX_VAL_UNRESCALED);

  private static Analysis analyze(Path path, Compat compat) {
    try (Model model = WeightWatcher.open(path)) {
      return model.analyze(AnalyzeOptions.builder().compat(compat).mpFit(true).detx(true).build());
    }
  }

  private static List<GoldenModels.Case> cases() {
    return GoldenModels.of(SharedFolder.require(MpDetXGoldenTest.class), "mp_fit_detX.csv");
  }

  @Test
  void bulkAndDeterminantAgreeWithTheReference() {
    List<GoldenModels.Case> cases = cases();
    // In safetensors: 17 of two series of checkpoints, 4 synthetic ones and stories260k.
    assertThat(cases).hasSizeGreaterThanOrEqualTo(22);
    int rows = 0;
    double worst = 0;
    for (GoldenModels.Case each : cases) {
      List<LayerResult> layers = analyze(each.path(), each.compat()).layers();
      assertThat(layers).as(each.name()).hasSameSizeAs(each.table().rows());
      for (int i = 0; i < layers.size(); i++) {
        worst = Math.max(worst, compare(each.name(), layers.get(i), each.table().rows().get(i)));
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(350);
    System.out.printf("mp_fit_detX: %d models, %d rows, worst %.1e%n", cases.size(), rows, worst);
  }

  private static double compare(String model, LayerResult layer, Map<String, String> golden) {
    String name = model + " " + layer.longname();
    assertThat(layer.longname()).isEqualTo(golden.get("longname"));
    for (Column column : COUNTS) {
      assertThat(layer.row().count(column).orElseThrow())
          .as("%s %s", name, column.label())
          .isEqualTo((long) GoldenCsv.number(golden.get(column.label())));
    }
    double worst = 0;
    for (Column column : NUMBERS) {
      double expected = GoldenCsv.number(golden.get(column.label()));
      double actual = layer.row().real(column);
      // Rounding noise where the rank is low.
      boolean noise = layer.longname().equals("low_rank") && column.label().startsWith("detX_val");
      if (Double.isNaN(expected)) {
        assertThat(actual).as("%s %s", name, column.label()).isNaN();
      } else if (!noise) {
        assertThat(actual)
            .as("%s %s", name, column.label())
            .isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
        worst = Math.max(worst, expected == 0 ? 0 : Math.abs(actual / expected - 1));
      }
    }
    return worst;
  }

  @Test
  void theColumnsAreThoseOfTheReference() {
    GoldenModels.Case each = cases().getFirst();
    LayerResult layer = analyze(each.path(), Compat.REFERENCE).layers().getFirst();
    assertThat(
            ColumnChoice.referenceOrder().stream()
                .filter(column -> layer.row().cell(column).isPresent())
                .map(Column::label))
        .isEqualTo(each.table().header());
  }

  @Test
  void oursDiffersOnlyWhereTheListOfDifferencesSaysSo() {
    Path shared = SharedFolder.require(getClass());
    Path path = shared.resolve("models/synthetic/synthetic.safetensors");
    Map<String, LayerResult> reference = byName(analyze(path, Compat.REFERENCE));
    Map<String, LayerResult> ours = byName(analyze(path, Compat.OFF));
    LayerResult tall = ours.get("gaussian_tall");
    assertThat(tall.numSpikes()).hasValue(0);
    assertThat(tall.detXNum()).isEqualTo(reference.get("gaussian_tall").detXNum());
    assertThat(tall.detXVal())
        .isCloseTo(reference.get("gaussian_tall").detXVal(), within(1e-9 * tall.detXVal()));
    assertThat(tall.sigmaMpOrig())
        .isCloseTo(tall.sigmaMp() / tall.wScale(), within(1e-15 * tall.sigmaMpOrig()));
    LayerResult zeros = ours.get("zeros");
    assertThat(zeros.sigmaMp()).isNaN();
    assertThat(zeros.numSpikes()).isEmpty();
    assertThat(zeros.detXNum()).isEmpty();
    assertThat(reference.get("zeros").sigmaMp()).isEqualTo(-1);
    assertThat(ours.values()).noneMatch(layer -> layer.mpSoftrank() > 1);
  }

  private static Map<String, LayerResult> byName(Analysis analysis) {
    return analysis.layers().stream()
        .collect(Collectors.toMap(LayerResult::longname, layer -> layer));
  }
}
