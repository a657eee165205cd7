package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.Tensor;

/// Judge: files that PyTorch wrote, and hostile files made by hand, outside this repository; what
/// each of them gives is in `shared-models.txt`. Runs only where the files are; [TorchZipTest] and
/// its neighbours need none.
class SharedModelsTest {
  private static final Path MODELS =
      Path.of(System.getProperty("weightwatcher.root", "."), "..", "shared", "models").normalize();

  private static void assumePresent() {
    boolean present = Files.isDirectory(MODELS.resolve("broken/pickle"));
    if (!present) {
      System.out.println("SharedModelsTest did not run: no folder shared/models");
    }
    assumeTrue(present);
  }

  @ParameterizedTest
  @CsvSource({
    "broken/pickle, 37",
    "broken/zip, 9",
    "broken/legacy, 5",
    "torch-variants, 19",
    "torch-variants/g2p-sharded, 3"
  })
  void eachFileGivesWhatIsStated(String folder, int count) throws IOException {
    assumePresent();
    Map<String, String> expected = expected(folder);
    Map<String, String> found = new TreeMap<>();
    for (Path file : files(folder)) {
      String name = folder + "/" + file.getFileName();
      assertTimeoutPreemptively(Duration.ofSeconds(5), () -> found.put(name, outcome(file, name)));
    }
    assertThat(found).isEqualTo(expected).hasSize(count);
    assertThat(Path.of("pwned")).doesNotExist();
    assertThat(MODELS.resolve(folder).resolve("pwned")).doesNotExist();
    assertThat(MODELS.resolve("broken/pwned")).doesNotExist();
    assertThat(MODELS.resolve("pwned")).doesNotExist();
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> all = Files.list(MODELS.resolve(folder))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(pt|pth|tar|ckpt|zip|bin)"))
          .sorted()
          .toList();
    }
  }

  private static String outcome(Path path, String name) {
    try (LocalFiles files = new LocalFiles()) {
      ModelFile model = open(files, path);
      List<String> lines = new ArrayList<>();
      model.notes().forEach(note -> lines.add(note.code() + " " + note.message()));
      model.tensors().forEach(tensor -> lines.add(Checkpoints.text(tensor)));
      return String.join("\n", lines);
    } catch (ModelFormatException e) {
      String folder = path.toString().substring(0, path.toString().length() - name.length());
      return e.code() + " " + e.describe().replace(folder, "");
    }
  }

  private static ModelFile open(LocalFiles files, Path path) {
    String file = path.toString();
    ByteSource source = files.open(file);
    boolean zip = source.slice(0, 1).get(ValueLayout.JAVA_BYTE, 0) == 'P';
    return zip
        ? TorchReader.openZip(file, file, source)
        : TorchReader.openLegacy(file, file, source);
  }

  /// The resource: a line `# name` and below it the outcome.
  private static Map<String, String> expected(String folder) throws IOException {
    try (InputStream resource = SharedModelsTest.class.getResourceAsStream("shared-models.txt")) {
      assertThat(resource).isNotNull();
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(^|\n)# ", -1))
          .filter(block -> block.matches("(?s)" + folder + "/[^/\n]*\n.*"))
          .collect(
              Collectors.toMap(
                  block -> block.substring(0, block.indexOf('\n')),
                  block -> block.substring(block.indexOf('\n') + 1).strip(),
                  (_, _) -> {
                    throw new AssertionError("a file twice");
                  },
                  TreeMap::new));
    }
  }

  @Test
  void weightsAreTheSameInEveryContainer() throws IOException {
    assumePresent();
    List<String> exact =
        List.of(
            "g2p-zip.pt",
            "g2p-legacy.pth",
            "g2p-shared-storage.pt",
            "g2p-strides.pt",
            "g2p-shared-storage-legacy.pth",
            "g2p-lightning.ckpt",
            "g2p-checkpoint.pth.tar",
            "g2p-f64.pt",
            "g2p-mixed.pt",
            "g2p-protocol3.pt",
            "g2p-protocol4.pt",
            "g2p-rezipped-deflated.pt",
            "g2p-torchscript.pt",
            "g2p-nn-linear.pt",
            "g2p-whole-module.pt",
            "g2p-whole-module-legacy.pth",
            "g2p-zip-in-zip.zip",
            "g2p-sharded/pytorch_model-00002-of-00003.bin");
    double[] judge = fcWeight(exact.getFirst());
    assertThat(judge).hasSize(74 * 256);
    for (String name : exact) {
      assertThat(fcWeight(name)).as(name).isEqualTo(judge);
    }
    double[] half = fcWeight("g2p-f16.pt");
    double[] brain = fcWeight("g2p-bf16.pt");
    for (int i = 0; i < judge.length; i++) {
      float value = (float) judge[i];
      assertThat(half[i]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(value)));
      assertThat(Math.abs(brain[i] - value)).isLessThanOrEqualTo(Math.abs(value) / 256);
    }
  }

  private static double[] fcWeight(String name) {
    try (LocalFiles files = new LocalFiles()) {
      Path path = MODELS.resolve("torch-variants").resolve(name);
      for (StoredTensor stored : open(files, path).tensors()) {
        if (stored instanceof StoredTensor.Usable(Tensor tensor, _, _)
            && tensor.name().matches("weight|.*fc\\.weight|.*policy_net\\.0\\.weight")) {
          return values(files, tensor);
        }
      }
      throw new AssertionError("no fc.weight in " + name);
    }
  }

  private static double[] values(LocalFiles files, Tensor tensor) {
    int elements = Math.toIntExact(tensor.shape().elements());
    try (Arena arena = Arena.ofConfined();
        Decoder decoder = new Decoder(files)) {
      MemorySegment target = arena.allocate(ValueLayout.JAVA_DOUBLE, elements);
      decoder.decode(tensor.matrix(0, 1, 0, 0), target);
      return target.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }
}
