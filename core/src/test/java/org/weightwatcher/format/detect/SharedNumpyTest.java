package org.weightwatcher.format.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.NpzFile;
import org.weightwatcher.format.SharedModels;
import org.weightwatcher.format.numpy.Outcome;

/// Judge: files that NumPy wrote, and hostile ones, outside this repository; their notes say what
/// each is, and a second reader in the tests the elements.
class SharedNumpyTest {
  private static Path folder(String name) {
    return SharedModels.folder(SharedNumpyTest.class, name);
  }

  private static Map<String, String> open(Path folder) throws IOException {
    Map<String, String> said = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder);
        LocalFiles sources = new LocalFiles()) {
      files
          .filter(file -> file.toString().matches(".*\\.np[yz]"))
          .forEach(file ->
              said.put(
                  file.getFileName().toString(),
                  Outcome.of(() -> Detection.open(file.toString(), sources, Optional.empty()))
                      .replace(folder + "/", "")));
    }
    return said;
  }

  @Test
  void brokenFilesAreRefusedInWords() throws IOException {
    Path folder = folder("broken/numpy");
    assertThat(open(folder)).hasSize(11).containsExactlyInAnyOrderEntriesOf(NumpyMessages.BROKEN);
    assertThat(Path.of("pwned")).doesNotExist();
    assertThat(folder.resolve("pwned")).doesNotExist();
    assertThat(folder.resolve("../../pwned.npy")).doesNotExist();
  }

  @Test
  void everyVariantGivesWhatItsNotesSay() throws IOException {
    assertThat(open(folder("numpy-variants")))
        .hasSize(21)
        .containsExactlyInAnyOrderEntriesOf(NumpyMessages.VARIANTS);
  }

  private static double[] truth() throws IOException {
    Map<String, double[]> arrays = NpzFile.read(folder("g2p").resolve("checkpoint20.npz"));
    return arrays.getOrDefault("fc_w", new double[0]);
  }

  private static double[] matrix(Path file, String name) {
    try (LocalFiles sources = new LocalFiles()) {
      ModelFile model = Detection.open(file.toString(), sources, Optional.empty());
      return Outcome.matrix(Outcome.tensor(model, name), sources);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fc-c-f4.npy, fc-c-f4",
    "fc-fortran-f4.npy, fc-fortran-f4",
    "fc-bigendian-f4.npy, fc-bigendian-f4",
    "fc-version2.npy, fc-version2",
    "fc-version3.npy, fc-version3",
    "g2p-stored.npz, fc_w",
    "g2p-deflated.npz, fc_w"
  })
  void everyElementIsThatOfTheModel(String file, String tensor) throws IOException {
    assertThat(matrix(folder("numpy-variants").resolve(file), tensor)).isEqualTo(truth());
  }

  @ParameterizedTest
  @CsvSource({"fc-f8", "fc-fortran-bigendian-f8"})
  void widenedRows(String name) throws IOException {
    assertThat(matrix(folder("numpy-variants").resolve(name + ".npy"), name))
        .isEqualTo(Arrays.copyOf(truth(), 24 * 256));
  }

  @Test
  void rowsOfTheMemberBesideAnObject() throws IOException {
    assertThat(matrix(folder("numpy-variants").resolve("object-member.npz"), "fc_w"))
        .isEqualTo(Arrays.copyOf(truth(), 4 * 256));
  }

  @Test
  void roundedToHalf() throws IOException {
    double[] half =
        Arrays.stream(truth())
            .map(x -> Float.float16ToFloat(Float.floatToFloat16((float) x)))
            .toArray();
    assertThat(matrix(folder("numpy-variants").resolve("fc-f2.npy"), "fc-f2")).isEqualTo(half);
  }

  @Test
  void transposed() throws IOException {
    double[] truth = truth();
    double[] turned = new double[truth.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = truth[i % 74 * 256 + i / 74];
    }
    assertThat(matrix(folder("numpy-variants").resolve("g2p-slash-names.npz"), "fc/kernel"))
        .isEqualTo(turned);
  }

  @Test
  void theWholeModelHoldsTheElementsThatASecondReaderFinds() throws IOException {
    Path file = folder("g2p").resolve("checkpoint20.npz");
    Map<String, double[]> truth = NpzFile.read(file);
    List<String> matrices =
        List.of("enc_emb", "enc_w_ih", "enc_w_hh", "dec_emb", "dec_w_ih", "dec_w_hh", "fc_w");
    try (LocalFiles sources = new LocalFiles()) {
      ModelFile model = Detection.open(file.toString(), sources, Optional.empty());
      assertThat(model.tensors()).hasSize(12);
      for (String name : matrices) {
        assertThat(Outcome.matrix(Outcome.tensor(model, name), sources))
            .as(name)
            .isEqualTo(truth.get(name));
      }
    }
  }
}
