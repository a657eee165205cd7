package org.weightwatcher.format.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.numpy.NpyBytes;
import org.weightwatcher.format.numpy.Outcome;
import org.weightwatcher.format.safetensors.SafetensorsBytes;
import org.weightwatcher.options.AnalyzeOptions;

/// Judge: the folder of the Python tool; its arrays alone give the same spectra.
class FlatFolderTest {
  private static final String LAYERS =
      """
      {"layers": {
        "0": {"name": "fc", "longname": "net.fc", "type": "dense",
              "weightfile": "net.fc.weight.npy", "biasfile": "net.fc.bias.npy"},
        "1": {"name": "out", "longname": "net.out", "type": "dense",
              "weightfile": "net.out.weight.npy", "biasfile": null}}}
      """;

  @TempDir private Path folder;

  private void flat() throws IOException {
    Files.writeString(folder.resolve("ww_config.json"), LAYERS);
    Files.write(folder.resolve("net.fc.weight.npy"), matrix(3));
    Files.write(folder.resolve("net.fc.bias.npy"), NpyBytes.f32("(2,)", 1, 2));
    Files.write(folder.resolve("net.out.weight.npy"), matrix(7));
  }

  private static byte[] matrix(int step) {
    float[] values = new float[60 * 20];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(step * i * i);
    }
    return NpyBytes.f32("(60, 20)", values);
  }

  private String opened(String name, Optional<Container> forced) {
    try (LocalFiles sources = new LocalFiles()) {
      String path = name.isEmpty() ? folder.toString() : folder + "/" + name;
      return Outcome.of(() -> Detection.open(path, sources, forced))
          .replace(folder.toString(), "DIR");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ww_config.json"})
  void theFolderOrItsDescriptionIsTheModel(String name) throws IOException {
    flat();
    assertThat(opened(name, Optional.empty()))
        .isEqualTo("net.fc.weight f32 60x20; net.fc.bias f32 2; net.out.weight f32 60x20");
    assertThat(opened(name, Optional.of(Container.NPY))).isEqualTo(opened(name, Optional.empty()));
  }

  @Test
  void aLayerHasTheSpectrumOfItsFile() throws IOException {
    flat();
    try (Model whole = WeightWatcher.open(folder);
        Model alone = WeightWatcher.open(folder.resolve("net.out.weight.npy"))) {
      AnalyzeOptions options = AnalyzeOptions.builder().keepEsd(true).build();
      LayerResult second = whole.analyze(options).layers().get(1);
      LayerResult only = alone.analyze(options).layers().getFirst();
      assertThat(second.layerId()).isEqualTo(1);
      assertThat(second.longname()).isEqualTo("net.out");
      assertThat(only.longname()).isEqualTo("net.out");
      assertThat(second.esd()).isEqualTo(only.esd()).hasSize(20);
      assertThat(whole.file().notes()).isEmpty();
    }
  }

  @Test
  void betterSetsComeFirstAndAreSaid() throws IOException {
    flat();
    Files.write(folder.resolve("model.safetensors"), SafetensorsBytes.vectors("w"));
    try (LocalFiles sources = new LocalFiles()) {
      assertThat(Outcome.notes(Detection.open(folder.toString(), sources, Optional.empty())))
          .containsExactly("W_ALSO_PRESENT: also present, not used: ww_config.json");
    }
    assertThat(opened("", Optional.of(Container.NPY))).startsWith("net.fc.weight f32 60x20; ");
  }

  @Test
  void aSearchFindsTheFolderAsOneModelAndArchivesByTheirNames() throws IOException {
    flat();
    Path below = Files.createDirectory(folder.resolve("more"));
    Files.write(below.resolve("a.npz"), new byte[] {1});
    Files.write(below.resolve("data.npy"), new byte[] {1});
    assertThat(Detection.modelsBelow(folder.toString()))
        .containsExactly(folder.toString(), below + "/a.npz");
  }

  @Test
  void aLinkThatLeavesTheFolderIsRefused() throws IOException {
    flat();
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Files.write(secret.resolve("x.npy"), matrix(1));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    String json = LAYERS.replace("net.out.weight.npy", "link.weight.npy");
    Files.write(inside.resolve("ww_config.json"), json.getBytes(StandardCharsets.UTF_8));
    Files.createSymbolicLink(inside.resolve("link.weight.npy"), secret.resolve("x.npy"));
    assertThat(opened("inside", Optional.empty()))
        .isEqualTo(
            "E_UNSAFE_PATH: DIR/inside/link.weight.npy is a link to a file outside its folder"
                + " |  try giving the path of that file itself");
  }

  @Test
  void aLinkToNothingIsAMissingArray() throws IOException {
    flat();
    Files.delete(folder.resolve("net.out.weight.npy"));
    Files.createSymbolicLink(folder.resolve("net.out.weight.npy"), folder.resolve("gone"));
    assertThat(opened("", Optional.empty()))
        .endsWith(
            "net.out.weight [] E_MISSING_PART: net.out.weight.npy does not exist in the folder");
  }

  /// `..` and devices of other systems, as for shards.
  @ParameterizedTest
  @ValueSource(strings = {"../x.npy", "a/b.npy", "C:x.npy", "..", "NUL"})
  void namesThatAreNotPlainAreRefused(String name) throws IOException {
    flat();
    String json = LAYERS.replace("net.out.weight.npy", name);
    Files.writeString(folder.resolve("ww_config.json"), json);
    assertThat(opened("", Optional.empty()))
        .startsWith(
            "E_UNSAFE_PATH: DIR/ww_config.json: layer \"1\" must name a file of the same folder as"
                + " weightfile but names \"%s\" |  in  byte ".formatted(name));
  }
}
