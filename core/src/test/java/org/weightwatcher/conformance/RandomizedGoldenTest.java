package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weightwatcher.MatricesAsStateDict;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.MpMethod;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;

/// Judge: mean, standard deviation, least and largest of the reference's random columns over the
/// seeds 0 to 19.
class RandomizedGoldenTest {
  private static final int SEEDS = 20;
  private static final double TOLERANCE = 1e-9;
  private static final double STANDARD_ERRORS = 5;

  /// The values of one layer and column, one a seed.
  private record Key(String layer, Column column) {}

  private static Map<Key, List<Double>> run(GoldenModels.Case each, AnalyzeOptionsBuilder how) {
    Map<Key, List<Double>> values = new HashMap<>();
    try (Model model = open(each.path())) {
      for (int seed = 0; seed < SEEDS; seed++) {
        for (LayerResult layer : model.analyze(how.randomize(true).seed(seed).build()).layers()) {
          layer
              .row()
              .cells()
              .forEach((column, cell) ->
                  values
                      .computeIfAbsent(new Key(name(layer), column), _ -> new ArrayList<>())
                      .add(number(cell)));
        }
      }
    }
    return values;
  }

  /// Weights alone in HDF5, which the reference cannot read, were handed over as a dictionary of
  /// the matrices.
  private static Model open(Path path) {
    return isHdf5(path) ? MatricesAsStateDict.open(path) : WeightWatcher.open(path);
  }

  private static boolean isHdf5(Path path) {
    return path.toString().endsWith(".hdf5");
  }

  /// The dictionary had the names of the data sets without their groups.
  private static String name(LayerResult layer) {
    String name = layer.longname();
    return name.endsWith(":0") ? name.substring(name.indexOf('/', 1) + 1) : name;
  }

  private static double number(Cell cell) {
    return switch (cell) {
      case Cell.Real(double value) -> value;
      case Cell.Count(long value) -> value;
      case Cell.Flag _, Cell.Text _ -> Double.NaN;
    };
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double sum = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(sum / (values.size() - 1));
  }

  private static List<GoldenModels.Case> cases() {
    List<GoldenModels.Case> cases =
        GoldenModels.of(SharedFolder.require(RandomizedGoldenTest.class), "randomized.csv");
    assertThat(cases).hasSize(3);
    return Stream.concat(cases.stream(), Stream.of(weightsAlone())).toList();
  }

  private static GoldenModels.Case weightsAlone() {
    Path shared = SharedFolder.require(RandomizedGoldenTest.class);
    String name = "textgenrnn/textgenrnn_weights";
    return new GoldenModels.Case(
        name,
        shared.resolve("models").resolve(name + ".hdf5"),
        GoldenCsv.read(shared.resolve("golden").resolve(name).resolve("randomized.csv")),
        Compat.REFERENCE);
  }

  @Test
  void theReferencesStreamIsReplayed() {
    double worst = 0;
    int rows = 0;
    for (GoldenModels.Case each : cases()) {
      Map<Key, List<Double>> values = run(each, AnalyzeOptions.builder().compat(Compat.REFERENCE));
      for (Map<String, String> row : each.table().rows()) {
        Column column = Column.ofLabel(row.get("column")).orElseThrow();
        List<Double> ours = values.get(new Key(row.get("name"), column));
        assertThat(ours).as("%s %s", each, row).hasSize(SEEDS);
        Map<String, Double> figures =
            Map.of(
                "mean", mean(ours),
                "sd", deviation(ours),
                "min", Collections.min(ours),
                "max", Collections.max(ours));
        double scale = Math.abs(GoldenCsv.number(row.get("max")));
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
          double expected = GoldenCsv.number(row.get(figure.getKey()));
          double off = Math.abs(figure.getValue() - expected);
          assertThat(off)
              .as("%s %s %s", each, row, figure)
              .isLessThanOrEqualTo(TOLERANCE * Math.max(scale, Math.abs(expected)));
          worst = Math.max(worst, off / Math.max(scale, 1e-3));
        }
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(400);
    System.out.printf("randomized replay: %d figures, worst %.1e%n", 4 * rows, worst);
  }

  @Test
  void ourOwnStreamsHaveTheSameMeans() {
    List<Column> bulk = List.of(Column.RAND_SIGMA_MP, Column.RAND_BULK_MAX);
    List<Column> others = List.of(Column.MAX_RAND_EVAL, Column.RAND_DISTANCE, Column.RAND_W_SCALE);
    double worst = 0;
    int rows = 0;
    for (GoldenModels.Case each : cases()) {
      if (isHdf5(each.path())) {
        // Ours has other layers there.
        continue;
      }
      Map<Key, List<Double>> values = run(each, AnalyzeOptions.builder().mpMethod(MpMethod.KDE));
      for (Map<String, String> row : each.table().rows()) {
        Column column = Column.ofLabel(row.get("column")).orElseThrow();
        String name = row.get("name");
        // The reference's law of square matrices is another one.
        boolean square = values.get(new Key(name, Column.Q)).getFirst() == 1;
        if (others.contains(column) || (bulk.contains(column) && !square)) {
          List<Double> ours = values.get(new Key(name, column));
          assertThat(ours).as("%s %s", each, row).hasSize(SEEDS);
          double expected = GoldenCsv.number(row.get("mean"));
          double sd = Math.hypot(deviation(ours), GoldenCsv.number(row.get("sd")));
          // The reference rounds the factor of convolutions to float32: up to 2e-7.
          double error = sd / Math.sqrt(SEEDS) + 2e-7 * Math.abs(expected);
          double off = Math.abs(mean(ours) - expected) / error;
          assertThat(off).as("%s %s", each, row).isLessThan(STANDARD_ERRORS);
          worst = Math.max(worst, off);
          rows++;
        }
      }
    }
    assertThat(rows).isGreaterThan(90);
    System.out.printf("randomized by our own streams: %d means, worst %.1f errors%n", rows, worst);
  }
}
