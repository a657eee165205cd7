package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.weightwatcher.MatricesAsStateDict;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.EigenvectorMetrics;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Compat;
import org.weightwatcher.spectrum.Eigenvectors;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the reference's tables with `vectors=True`, and those with both sides of its boundary.
class VectorsGoldenTest {
  private static final double TOLERANCE = 1e-8;

  /// Eigenvectors of equal eigenvalues are arbitrary.
  private static final Set<String> ARBITRARY = Set.of("equal_spectrum", "low_rank", "zeros");

  private static final String WEIGHTS_ALONE = "textgenrnn/textgenrnn_weights.hdf5";
  private static final String ARRAYS = "g2p/checkpoint20.npz";
  private static final String FACES = "ultraface-slim/version-slim-320.pth";
  private static final String KERAS = "fer2013-mini-xception/mini_XCEPTION.102-0.66.hdf5";

  private static List<Column> columns() {
    return Arrays.stream(Column.values())
        .filter(column -> column.group() == Column.Group.VECTORS)
        .toList();
  }

  /// Containers that the reference cannot read were handed over as a dictionary of the matrices.
  private static Model open(Path path) {
    boolean dictionary = path.endsWith(WEIGHTS_ALONE) || path.endsWith(ARRAYS);
    return dictionary ? MatricesAsStateDict.open(path) : WeightWatcher.open(path);
  }

  private static List<GoldenModels.Case> cases(Path shared) {
    List<GoldenModels.Case> cases = new ArrayList<>(GoldenModels.of(shared, "vectors.csv"));
    for (String file : List.of(WEIGHTS_ALONE, ARRAYS, KERAS, FACES)) {
      String name = file.substring(0, file.lastIndexOf('.'));
      cases.add(
          new GoldenModels.Case(
              name,
              shared.resolve("models").resolve(file),
              GoldenCsv.read(shared.resolve("golden").resolve(name).resolve("vectors.csv")),
              Compat.REFERENCE));
    }
    return cases;
  }

  private static List<LayerResult> analyze(GoldenModels.Case each, Compat compat) {
    try (Model model = open(each.path())) {
      return model.analyze(AnalyzeOptions.builder().compat(compat).vectors(true).build()).layers();
    }
  }

  /// The largest relative difference; infinite when only one side has a value.
  private static double difference(LayerResult ours, Map<String, String> golden, String prefix) {
    double worst = 0;
    for (Column column : columns()) {
      double expected = GoldenCsv.number(golden.get(prefix + column.label()));
      double actual = ours.row().real(column);
      if (Double.isNaN(expected) != Double.isNaN(actual)) {
        return Double.POSITIVE_INFINITY;
      }
      if (!Double.isNaN(expected)) {
        // The variance of a single vector is 0 but for rounding.
        double scale = Math.max(Math.abs(expected), 1e-3);
        worst = Math.max(worst, Math.abs(actual - expected) / scale);
      }
    }
    return worst;
  }

  /// The figures of each layer with one vector fewer in the tail.
  private static List<LayerResult> withoutBoundary(GoldenModels.Case each, List<LayerResult> with) {
    AnalyzeOptions options = AnalyzeOptions.builder().compat(each.compat()).build();
    List<LayerResult> without = new ArrayList<>();
    try (Model model = open(each.path());
        LocalFiles files = new LocalFiles();
        Buffers buffers = Buffers.of(1L << 28)) {
      Eigenvectors eigenvectors = new Eigenvectors(files, WeightWatcher.lapack().lapack(), buffers);
      List<Layer> layers = model.describe(options).layers();
      for (int i = 0; i < layers.size(); i++) {
        EigenvectorMetrics metrics = new EigenvectorMetrics();
        eigenvectors.visit(layers.get(i), options, metrics::accept);
        long tail = with.get(i).numPlSpikes().orElseThrow();
        Row.Builder row = with.get(i).row().toBuilder();
        metrics.addByCount(row, OptionalLong.of(Math.max(0, tail - 1)));
        without.add(LayerResult.of(row.build()));
      }
    }
    return without;
  }

  @Test
  void theReferencesSideOfTheBoundaryOrTheOther() {
    List<GoldenModels.Case> cases = cases(SharedFolder.require(getClass()));
    assertThat(cases).hasSize(13);
    assertThat(columns()).hasSize(12);
    int rows = 0;
    double worst = 0;
    for (GoldenModels.Case each : cases) {
      List<LayerResult> with = analyze(each, each.compat());
      List<LayerResult> without = withoutBoundary(each, with);
      assertThat(with).as(each.name()).hasSameSizeAs(each.table().rows());
      for (int i = 0; i < with.size(); i++) {
        Map<String, String> golden = each.table().rows().get(i);
        if (!ARBITRARY.contains(with.get(i).longname())) {
          // By rounding the reference puts the vector at xmin on either side.
          double difference =
              Math.min(difference(with.get(i), golden, ""), difference(without.get(i), golden, ""));
          assertThat(difference).as("%s %s", each, golden.get("longname")).isLessThan(TOLERANCE);
          worst = Math.max(worst, difference);
          rows++;
        }
      }
    }
    assertThat(rows).isGreaterThan(80);
    System.out.printf("vectors: %d models, %d rows, worst %.1e%n", cases.size(), rows, worst);
  }

  @Test
  void bothSidesOfTheBoundary() {
    List<GoldenModels.Case> cases =
        GoldenModels.of(SharedFolder.require(getClass()), "vectors_both.csv");
    assertThat(cases).isNotEmpty();
    double worst = 0;
    int rows = 0;
    for (GoldenModels.Case each : cases) {
      for (Compat compat : List.of(Compat.OFF, each.compat())) {
        Map<String, LayerResult> layers =
            analyze(each, compat).stream()
                .collect(Collectors.toMap(LayerResult::longname, Function.identity()));
        for (Map<String, String> golden : each.table().rows()) {
          LayerResult ours = layers.get(golden.get("name"));
          assertThat(ours).as(golden.get("name")).isNotNull();
          double difference = difference(ours, golden, "with_");
          assertThat(difference)
              .as("%s %s %s", each.name(), golden.get("name"), compat)
              .isLessThan(float32Step(compat, ours) ? 1e-3 : TOLERANCE);
          worst = Math.max(worst, difference);
          rows++;
        }
      }
    }
    System.out.printf("vectors_both: %d rows, worst %.1e%n", rows, worst);
  }

  @Test
  void aLayerWithoutAFitHasNoFiguresInOurs() {
    GoldenModels.Case synthetic =
        GoldenModels.of(SharedFolder.require(getClass()), "vectors.csv").stream()
            .filter(each -> each.name().endsWith("synthetic/synthetic"))
            .findFirst()
            .orElseThrow();
    Map<String, LayerResult> layers =
        analyze(synthetic, Compat.OFF).stream()
            .collect(Collectors.toMap(LayerResult::longname, Function.identity()));
    assertThat(layers.get("zeros").tailMeanVecEntropy()).isNaN();
    assertThat(layers.get("zeros").ipr()).isNaN();
    LayerResult good = layers.get("gaussian_tall");
    assertThat(good.ipr()).isBetween(1.0 / good.m(), 1.0);
  }

  /// Ours does not round the factor of convolutions to float32 as the reference does; that can move
  /// an entry at the edge of a bin of the entropy's histogram into the next one.
  private static boolean float32Step(Compat compat, LayerResult layer) {
    return !compat.reference() && layer.layerType().equals("conv2d");
  }
}
