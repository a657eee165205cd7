package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.error.WeightWatcherException;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.SharedFolder;

/// Every file of a container that is read, wherever it lies among the models. Judge: the notes
/// beside the models, which say what each file is.
class SharedModelsWalkTest {
  private static final Pattern READ =
      Pattern.compile(".+\\.(safetensors|pt|pth|th|bin|ckpt|tar|jit|zip|h5|hdf5|keras|npy|npz)");

  /// Files that are no model, by their notes.
  private static final Map<String, String> REFUSED =
      Map.of(
          "keras-variants/not-keras.h5", "E_NOT_A_MODEL",
          "numpy-variants/object-pickled.npy", "E_UNSUPPORTED_DTYPE",
          "numpy-variants/structured.npy", "E_UNSUPPORTED_DTYPE");

  /// Factors of changes to another model: described, not analysed.
  private static final List<String> ADAPTERS =
      List.of(
          "chartransformer-lora/adapter_model.safetensors",
          "chartransformer-lora/rslora-r12/adapter_model.safetensors",
          "lora-layouts/diffusers-old.safetensors",
          "lora-layouts/diffusers-processor.safetensors",
          "lora-layouts/kohya.safetensors",
          "sam-lora/lora_rank2.safetensors");

  /// Files without a floating-point matrix.
  private static final List<String> WITHOUT_MATRIX =
      List.of(
          "numpy-variants/bool.npy",
          "numpy-variants/complex64.npy",
          "numpy-variants/empty.npy",
          "numpy-variants/int32.npy",
          "numpy-variants/scalar.npy",
          "numpy-variants/vector.npy",
          "torch-variants/g2p-sharded/pytorch_model-00003-of-00003.bin");

  private static List<String> files(Path models) throws IOException {
    try (Stream<Path> files = Files.walk(models)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> models.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.startsWith("broken/") && READ.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  private static String outcome(Path file) {
    AnalyzeOptions options = AnalyzeOptions.builder().minEvals(3).build();
    try (Model model = WeightWatcher.open(file)) {
      LayerList described = model.describe(options);
      try {
        Analysis analysis = model.analyze(options);
        assertThat(analysis.layers()).as("%s", file).hasSameSizeAs(described.layers());
        assertThat(analysis.layers())
            .as("%s", file)
            .allMatch(layer -> layer.hasEsd() || layer.notes().equals("non-finite weights"));
        return described.layers().isEmpty() ? "no matrix" : "analysed";
      } catch (WeightWatcherException e) {
        return "only described: " + e.code();
      }
    } catch (WeightWatcherException e) {
      return e.code().toString();
    }
  }

  @Test
  void everyFileIsReadOrRefusedForItsReason() throws IOException {
    Path models = SharedFolder.require(SharedModelsWalkTest.class).resolve("models");
    Map<String, String> found = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (String name : files(models)) {
      found.put(name, outcome(models.resolve(name)));
      expected.put(name, expected(name));
    }
    assertThat(found).isEqualTo(expected).hasSize(115);
    System.out.printf("SharedModelsWalkTest: %d files%n", found.size());
  }

  private static String expected(String name) {
    if (ADAPTERS.contains(name)) {
      return "only described: E_UNSUPPORTED";
    }
    return WITHOUT_MATRIX.contains(name) ? "no matrix" : REFUSED.getOrDefault(name, "analysed");
  }
}
