package org.weightwatcher.format.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.NpzFile;
import org.weightwatcher.format.SharedModels;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Tensor;

/// Judge: the shared models, whose true values and defects were written by another program.
class SharedSafetensorsTest {
  private static Path folder(String name) {
    return SharedModels.folder(SharedSafetensorsTest.class, name);
  }

  /// What opening each file of a folder says: its tensors, or the failure without the folder.
  private static Map<String, String> open(Path folder, List<Path> files) {
    Map<String, String> said = new TreeMap<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      try (LocalFiles sources = new LocalFiles()) {
        ModelFile model = Detection.open(file.toString(), sources, Optional.empty());
        said.put(name, model.tensors().size() + " tensors");
      } catch (ModelFormatException e) {
        said.put(
            name, e.code() + ": " + e.describe().replace(folder + "/", "").replace("\n", " |"));
      }
    }
    return said;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void brokenFilesAreRefusedInWords() throws IOException {
    Path folder = folder("broken/safetensors");
    Map<String, String> said = open(folder, files(folder, ".safetensors"));
    assertThat(said).hasSize(26).containsExactlyInAnyOrderEntriesOf(BrokenMessages.SAFETENSORS);
  }

  @Test
  void brokenIndexesAreRefusedInWords() throws IOException {
    Path folder = folder("broken/shards");
    Map<String, String> said = open(folder, files(folder, ".index.json"));
    assertThat(said).hasSize(6).containsExactlyInAnyOrderEntriesOf(BrokenMessages.SHARDS);
  }

  @Test
  void filesWithOddValuesOpen() throws IOException {
    Path folder = folder("broken/values");
    assertThat(open(folder, files(folder, ".safetensors")))
        .isEqualTo(
            Map.of(
                "inf-weight.safetensors", "1 tensors",
                "nan-weight.safetensors", "1 tensors",
                "odd-layers.safetensors", "14 tensors"));
  }

  @Test
  void variantsHoldTheTrueValues() throws IOException {
    Path folder = folder("safetensors-variants");
    Map<String, double[]> truth = NpzFile.read(folder.resolve("dtypes-truth.npz"));
    assertThat(truth).hasSize(5);
    try (LocalFiles sources = new LocalFiles()) {
      String file = folder.resolve("dtypes.safetensors").toString();
      ModelFile model = Detection.open(file, sources, Optional.empty());
      assertThat(model.tensors()).hasSize(18);
      truth.forEach((name, expected) ->
          assertThat(values(tensor(model, name), sources)).as(name).isEqualTo(expected));
      double[] f64 = values(tensor(model, "fc.f64"), sources);
      double[] f32 = values(tensor(model, "fc.f32"), sources);
      assertThat(f64).isEqualTo(Arrays.copyOf(f32, f64.length));
      assertThat(values(tensor(model, "empty"), sources)).isEmpty();
    }
  }

  private static Tensor tensor(ModelFile model, String name) {
    return model.tensors().stream()
        .filter(stored -> stored.name().equals(name))
        .map(stored -> ((StoredTensor.Usable) stored).tensor())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void variantsAgreeWithTheShardedModel() throws IOException {
    Path folder = folder("safetensors-variants");
    try (LocalFiles sources = new LocalFiles()) {
      ModelFile whole =
          Detection.open(
              folder.resolve("g2p-f32.safetensors").toString(), sources, Optional.empty());
      ModelFile sharded =
          Detection.open(folder.resolve("g2p-sharded").toString(), sources, Optional.empty());
      assertThat(sharded.order()).isEqualTo(ModelFile.Order.INDEX);
      assertThat(sharded.parts()).hasSize(3);
      assertThat(sharded.tensors()).hasSameSizeAs(whole.tensors());
      for (StoredTensor stored : sharded.tensors()) {
        Tensor twin = tensor(whole, stored.name());
        Tensor shard = ((StoredTensor.Usable) stored).tensor();
        assertThat(values(shard, sources)).isEqualTo(values(twin, sources));
      }
    }
  }

  @Test
  void everyVariantOpens() throws IOException {
    Path folder = folder("safetensors-variants");
    assertThat(open(folder, files(folder, ".safetensors")))
        .hasSize(9)
        .allSatisfy((name, said) -> assertThat(said).endsWith(" tensors"));
  }

  /// Every element in row-major order, as one row.
  private static double[] values(Tensor tensor, LocalFiles sources) {
    long count = tensor.shape().elements();
    MatrixView row =
        new MatrixView(
            tensor.storage(), tensor.dtype(), count == 0 ? 0 : 1, count, tensor.offset(), count, 1);
    try (Arena arena = Arena.ofConfined();
        Decoder decoder = new Decoder(sources)) {
      MemorySegment target = arena.allocate(Math.max(8, 8 * count), 8);
      decoder.decode(row, target);
      return target.asSlice(0, 8 * count).toArray(ValueLayout.JAVA_DOUBLE);
    }
  }
}
