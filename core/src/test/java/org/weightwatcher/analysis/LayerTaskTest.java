package org.weightwatcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.LapackLoader;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.spectrum.RandomSource;
import org.weightwatcher.testing.KnownMatrices;
import org.weightwatcher.testing.TinyModels;

/// Judge: the same task, run where it was made and after a journey as bytes.
class LayerTaskTest {
  private static final AnalyzeOptions OPTIONS = AnalyzeOptions.builder().keepEsd(true).build();

  @TempDir Path folder;

  private Path model() {
    return new TinyModels()
        .f64("a.weight", new long[] {30, 20}, KnownMatrices.gaussian(30, 20, 1))
        .f32("c.weight", new long[] {6, 5, 2, 2}, KnownMatrices.gaussian(30, 4, 2))
        .f64("zero.weight", new long[] {30, 20}, new double[600])
        .write(folder.resolve("model.safetensors"));
  }

  private static List<LayerTask> tasks(Path file) {
    try (Model model = WeightWatcher.open(file)) {
      return model.describe(OPTIONS).layers().stream()
          .map(layer -> new LayerTask(file.toString(), layer, OPTIONS))
          .toList();
    }
  }

  private static LayerResult run(LayerTask task) {
    try (LocalFiles files = new LocalFiles();
        Buffers buffers = Buffers.of(1 << 20)) {
      return task.run(
          new Workbench(
              files, LapackLoader.load().lapack(), buffers, RandomSource.of(task.options())));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  /// Time is the one thing that differs.
  private static Object cells(Row row) {
    return row.toBuilder().real(Column.ELAPSED_MS, 0).build().cells();
  }

  @Test
  void aTaskAndItsResultTravel() throws Exception {
    List<LayerTask> tasks = tasks(model());
    assertThat(tasks).hasSize(3);
    for (LayerTask task : tasks) {
      LayerResult here = run(task);
      LayerResult there = copy(run(copy(task)));
      assertThat(cells(there.row())).isEqualTo(cells(here.row()));
      assertThat(there.esd()).containsExactly(here.esd());
      assertThat(there.esd()).hasSize(20);
    }
  }

  @Test
  void theLayerIsTheSameAfterTheJourney() throws Exception {
    Layer layer = tasks(model()).getFirst().layer();
    assertThat(copy(layer)).isEqualTo(layer);
  }

  @Test
  void aLayerThatCannotBeAnalysedIsAFailedRow() {
    Path file =
        new TinyModels()
            .add("a.weight", "F64", new long[] {20, 20}, i -> i == 7 ? Double.NaN : i % 5)
            .write(folder.resolve("nan.safetensors"));
    LayerResult result = run(tasks(file).getFirst());
    assertThat(result.status()).isEqualTo("failed");
    assertThat(result.verdict()).isEqualTo("failed");
    assertThat(result.notes()).isEqualTo("non-finite weights");
    assertThat(result.hasEsd()).isFalse();
    assertThat(result.alpha()).isNaN();
    assertThat(result.numPlSpikes()).isEmpty();
    assertThat(result.longname()).isEqualTo("a");
    assertThat(result.elapsedMs()).isNotNegative();
  }

  @Test
  void aFileThatIsGoneIsAFailedRow() throws IOException {
    Path file = model();
    LayerTask task = tasks(file).getFirst();
    Files.delete(file);
    LayerResult result = run(task);
    assertThat(result.status()).isEqualTo("failed");
    assertThat(result.notes()).contains("no such file");
  }

  @Test
  void aFileThatBecameShorterIsAFailedRow() throws IOException {
    Path file = model();
    LayerTask task = tasks(file).getLast();
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 300));
    LayerResult result = run(task);
    assertThat(result.status()).isEqualTo("failed");
    assertThat(result.notes()).isNotEmpty();
  }

  @Test
  void eigenvaluesAreKeptOnlyWhenAskedFor() {
    LayerTask kept = tasks(model()).getFirst();
    LayerTask plain = new LayerTask(kept.model(), kept.layer(), AnalyzeOptions.defaults());
    assertThat(run(kept).esd()).hasSize(20).isSorted();
    assertThat(run(plain).esd()).isEmpty();
  }
}
