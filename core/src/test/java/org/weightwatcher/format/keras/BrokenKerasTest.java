package org.weightwatcher.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.SharedModels;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.detect.Detection;
import org.weightwatcher.format.hdf5.Hdf5Reading;
import org.weightwatcher.tensor.Shape;

/// Judge: what the README of the broken files says about each; and for damage at random places,
/// that nothing but a result or an error of ours comes out.
class BrokenKerasTest {
  private static final String AGAIN = "copying or downloading the file again";

  private final LocalFiles files = new LocalFiles();
  private Path folder = Path.of("unset");

  @BeforeEach
  void find() {
    folder = SharedModels.folder(getClass(), "broken").resolve("hdf5");
  }

  @AfterEach
  void close() {
    files.close();
  }

  private ModelFile open(String name) {
    return Detection.open(folder.resolve(name).toString(), files, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          truncated.h5                | E_TRUNCATED   | ": is cut short: its HDF5 superblock says 12032 bytes, it has 6016"
          truncated-600-bytes.h5      | E_TRUNCATED   | ": is cut short: its HDF5 superblock says 12032 bytes, it has 600"
          root-address-beyond-file.h5 | E_TRUNCATED   | ": is cut short or damaged: needs 1 bytes at HDF5 address 1125899906842624, the file ends at 12032"
          superblock-version-9.h5     | E_UNSUPPORTED | ": HDF5 superblock version must be 0 to 3 but was 9"
          """)
  void structuresThatCannotBeReadAreRefused(String name, ErrorCode code, String message) {
    assertThatThrownBy(() -> open(name))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.hint().orElse(AGAIN)).isEqualTo(AGAIN);
            })
        .hasMessage(folder.resolve(name) + message);
  }

  @Test
  void elementsInAnotherFileAreRefused() {
    Path path = folder.resolve("external-storage.h5");
    assertThatThrownBy(() -> open("external-storage.h5"))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.E_UNSAFE_PATH))
        .hasMessage(
            "no tensor of %s can be read: dense/dense/kernel:0: HDF5 dataset keeps its elements in"
                    .formatted(path)
                + " another file, which is not opened");
  }

  private static List<String> reasons(ModelFile model) {
    return model.tensors().stream()
        .filter(StoredTensor.Unusable.class::isInstance)
        .map(StoredTensor.Unusable.class::cast)
        .map(unusable -> unusable.name() + ": " + unusable.reason())
        .toList();
  }

  @Test
  void theGoodFileIsRead() {
    ModelFile model = open("good.h5");
    assertThat(reasons(model)).isEmpty();
    assertThat(model.tensors().getFirst().shape()).isEqualTo(Shape.of(4, 256));
  }

  @Test
  void missingWeightsAreNamed() {
    ModelFile model = open("missing-weight.h5");
    assertThat(model.tensors().getFirst().shape()).isEqualTo(Shape.of(4, 256));
    assertThat(reasons(model))
        .containsExactly(
            "dense/dense/ghost:0: HDF5 file has no dense/ghost:0", "ghost: HDF5 file has no ghost");
  }

  @Test
  void linksLeadNowhereElse() {
    ModelFile model = open("links.h5");
    assertThat(model.tensors().getFirst().shape()).isEqualTo(Shape.of(4, 256));
    assertThat(reasons(model))
        .containsExactly(
            "loop: HDF5 soft links must lead to an object within 16 steps",
            "dangling: HDF5 file has no /nowhere",
            "outside: HDF5 external link to ../secret.h5, which is not opened");
  }

  @Test
  void aHugeArrayIsDescribedWithoutMemory() {
    StoredTensor huge = open("huge-unwritten.h5").tensors().getFirst();
    assertThat(huge.shape()).isEqualTo(Shape.of(1L << 30, 1L << 30));
    assertThat(((StoredTensor.Usable) huge).tensor().storage().allocated()).isEqualTo(1L << 62);
  }

  private static boolean opens(byte[] file) {
    try {
      KerasReader.openHdf5("f.h5", "f.h5", Hdf5Reading.source("f.h5", file));
      return true;
    } catch (ModelFormatException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("good.h5"));
    assertThat(opens(whole)).isTrue();
    Assertions.assertTimeout(
        Duration.ofMinutes(1),
        () -> {
          for (int length = 0; length < whole.length; length++) {
            assertThat(opens(Arrays.copyOf(whole, length))).as("%d bytes", length).isFalse();
          }
        });
  }

  /// Every byte of the structure in turn takes the values that hurt most.
  @ParameterizedTest
  @CsvSource({"good.h5, 12032", "links.h5, 8104"})
  void aFileDamagedAnywhereGivesAResultOrAnError(String name, int size) throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(name));
    assertThat(whole).hasSize(size);
    Assertions.assertTimeout(
        Duration.ofMinutes(2),
        () -> {
          int refused = 0;
          for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {1, 0xff}) {
              byte[] damaged = whole.clone();
              damaged[at] = (byte) value;
              refused += opens(damaged) ? 0 : 1;
            }
          }
          assertThat(refused).isGreaterThan(100);
        });
  }
}
