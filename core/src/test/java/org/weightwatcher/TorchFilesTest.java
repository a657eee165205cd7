package org.weightwatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.format.Container;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.GoldenCsv;
import org.weightwatcher.testing.SharedFolder;

/// Judge: what the models' descriptions promise of files of the same weights, and tables of the
/// reference for those that it can read.
class TorchFilesTest {
  private static final Set<String> ABOUT_THE_FILE =
      Set.of(
          "model", "file", "layer_id", "name", "longname", "dtype", "group", "block", "elapsed_ms");

  private static final Set<Container> TORCH =
      Set.of(Container.TORCH_ZIP, Container.TORCH_LEGACY, Container.TORCH_TAR);

  private static final double TOLERANCE = 1e-9;

  /// 19 variants, 2 shards with a matrix, 3 residual networks, and one file in three other folders.
  private static final int FILES = 27;

  private Path models() {
    return SharedFolder.require(getClass()).resolve("models");
  }

  private static List<LayerResult> analyze(Path file) {
    try (Model model = WeightWatcher.open(file)) {
      return model.analyze(AnalyzeOptions.defaults()).layers();
    }
  }

  private static LayerResult matrix(Path file, String tensor) {
    return analyze(file).stream()
        .filter(layer -> layer.longname().equals(tensor))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no %s in %s".formatted(tensor, file)));
  }

  private static Map<String, Optional<Cell>> details(LayerResult result) {
    Map<String, Optional<Cell>> details = new TreeMap<>();
    for (Column column : Column.values()) {
      if (!ABOUT_THE_FILE.contains(column.label())) {
        details.put(column.label(), result.get(column.label()));
      }
    }
    return details;
  }

  @ParameterizedTest
  @CsvSource({
    "g2p-legacy.pth, fc",
    "g2p-shared-storage.pt, fc",
    "g2p-shared-storage-legacy.pth, fc",
    "g2p-strides.pt, fc",
    "g2p-lightning.ckpt, model.fc",
    "g2p-checkpoint.pth.tar, module.fc",
    "g2p-whole-module.pt, fc",
    "g2p-whole-module-legacy.pth, fc",
    "g2p-nn-linear.pt, weight",
    "g2p-zip-in-zip.zip, mlp_extractor.policy_net.0",
    "g2p-mixed.pt, fc",
    "g2p-protocol3.pt, fc",
    "g2p-protocol4.pt, fc",
    "g2p-torchscript.pt, fc",
    "g2p-rezipped-deflated.pt, fc",
    "g2p-sharded, fc"
  })
  void oneMatrixHasTheSameDetailsInEveryContainer(String file, String layer) {
    Path folder = models().resolve("torch-variants");
    Map<String, Optional<Cell>> judge = details(matrix(folder.resolve("g2p-zip.pt"), "fc"));
    assertThat(judge).hasSizeGreaterThan(20);
    assertThat(details(matrix(folder.resolve(file), layer))).isEqualTo(judge);
  }

  @ParameterizedTest
  @CsvSource({
    "torch-variants/g2p-nn-linear.pt, torch-variants/g2p-nn-linear.pt, 1",
    "silero-vad/silero_vad.jit, silero-vad/silero_vad_jit_matrices, 4"
  })
  void agreesWithTheReferenceMatrixByMatrix(String file, String table, int count) {
    Path shared = SharedFolder.require(getClass());
    Path golden = shared.resolve("golden").resolve(table).resolve("default.csv");
    List<Map<String, String>> rows = GoldenCsv.read(golden).rows();
    List<LayerResult> found = analyze(shared.resolve("models").resolve(file));
    assertThat(rows).hasSize(count);
    for (Map<String, String> row : rows) {
      boolean alone = row.getOrDefault("name", "").equals("Linear");
      LayerResult ours =
          found.stream()
              .filter(layer -> alone || layer.longname().equals(row.getOrDefault("name", "")))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no " + row.getOrDefault("name", "")));
      near(ours.alpha(), row.getOrDefault("alpha", ""));
      near(ours.d(), row.getOrDefault("D", ""));
      near(ours.lambdaMax(), row.getOrDefault("lambda_max", ""));
      near(ours.norm(), row.getOrDefault("norm", ""));
      near(ours.svMin(), row.getOrDefault("sv_min", ""));
      assertThat(ours.numEvals()).isEqualTo(Long.parseLong(row.getOrDefault("num_evals", "")));
    }
  }

  private static void near(double ours, String text) {
    double theirs = Double.parseDouble(text);
    assertThat(ours).isCloseTo(theirs, within(Math.abs(theirs) * TOLERANCE));
  }

  /// No PyTorch file beside the broken ones is refused by its description.
  @Test
  void everyPyTorchFileIsDescribedAndAnalysed() throws IOException {
    int count = 0;
    for (Path file : files(models())) {
      try (Model model = WeightWatcher.open(file)) {
        assertThat(model.file().container()).as(file.toString()).isIn(TORCH);
        var list = model.describe(AnalyzeOptions.defaults());
        assertThat(list.layers().size() + list.skipped().size())
            .as(file.toString())
            .isEqualTo(model.file().tensors().size());
        assertThat(list.layers()).as(file.toString()).isNotEmpty();
        if (!file.toString().endsWith(".th")) { // those are analysed for the tables
          assertThat(model.analyze(AnalyzeOptions.defaults()).layers())
              .as(file.toString())
              .hasSameSizeAs(list.layers());
        }
        count++;
      }
    }
    assertThat(count).isEqualTo(FILES);
  }

  private static List<Path> files(Path models) throws IOException {
    try (Stream<Path> all = Files.walk(models)) {
      return all.filter(file -> !file.startsWith(models.resolve("broken")))
          .filter(file -> file.toString().matches(".*\\.(pt|pth|ckpt|jit|bin|zip|tar|th)"))
          .filter(file -> !file.toString().contains("00003-of-00003"))
          .sorted()
          .toList();
    }
  }

  @Test
  void theVoiceDetectorShowsItsScriptedLayers() {
    try (Model model = WeightWatcher.open(models().resolve("silero-vad/silero_vad.jit"))) {
      assertThat(model.file().notes()).isEmpty();
      assertThat(model.file().tensors())
          .extracting(tensor -> tensor.name() + " " + tensor.shape())
          .contains(
              "_model.stft.forward_basis_buffer 258x1x256",
              "_model.encoder.0.reparam_conv.weight 128x129x3",
              "_model.encoder.1.reparam_conv.weight 64x128x3",
              "_model.encoder.2.reparam_conv.weight 64x64x3",
              "_model.encoder.3.reparam_conv.weight 128x64x3",
              "_model.decoder.rnn.weight_ih 512x128",
              "_model_8k.decoder.rnn.weight_hh 512x128",
              "_model.decoder.decoder.2.weight 1x128x1");
    }
  }
}
