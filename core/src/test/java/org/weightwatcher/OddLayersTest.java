package org.weightwatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.WeightWatcherException;
import org.weightwatcher.format.safetensors.SafetensorsBytes;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.options.AnalyzeOptions;

/// Judge: what the documentation promises of odd layers. One file each; a bad layer never stops a
/// run, a bad file says what is wrong.
class OddLayersTest {
  @TempDir Path folder;

  private Path model(String shape, float... values) throws IOException {
    String header =
        "{\"w.weight\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[0,%d]}}"
            .formatted(shape, 4 * values.length);
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putFloat(value);
    }
    byte[] file = SafetensorsBytes.file(header.getBytes(StandardCharsets.UTF_8), data.array());
    return Files.write(folder.resolve("model.safetensors"), file);
  }

  private static float[] gaussian(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Analysis analyze(Path path) {
    try (Model model = WeightWatcher.open(path)) {
      return model.analyze(AnalyzeOptions.builder().minEvals(1).build());
    }
  }

  private void assertFailed(Path path, String notes) {
    Analysis analysis = analyze(path);
    assertThat(analysis.layers()).hasSize(1);
    LayerResult row = analysis.layers().getFirst();
    assertThat(row.status()).isEqualTo("failed");
    assertThat(row.verdict()).isEqualTo("failed");
    assertThat(row.notes()).isEqualTo(notes);
    assertThat(row.warning()).isEmpty();
    assertThat(row.alpha()).isNaN();
    assertThat(row.numPlSpikes()).isEmpty();
    assertThat(analysis.summary().alpha()).isEmpty();
  }

  private void assertSkipped(Path path, String detail) {
    Analysis analysis = analyze(path);
    assertThat(analysis.layers()).isEmpty();
    assertThat(analysis.skipped()).extracting(SkippedTensor::detail).containsExactly(detail);
  }

  @Test
  void notANumber() throws IOException {
    float[] values = gaussian(64);
    values[17] = Float.NaN;
    assertFailed(model("[8,8]", values), "non-finite weights");
  }

  @Test
  void infinity() throws IOException {
    float[] values = gaussian(64);
    values[63] = Float.NEGATIVE_INFINITY;
    assertFailed(model("[8,8]", values), "non-finite weights");
  }

  @Test
  void zeros() throws IOException {
    assertFailed(model("[8,8]", new float[64]), "no fit: all 8 eigenvalues are 0");
  }

  @Test
  void constantMatrixHasOneEigenvalue() throws IOException {
    float[] values = new float[64];
    Arrays.fill(values, 2);
    Analysis analysis = analyze(model("[8,8]", values));
    LayerResult row = analysis.layers().getFirst();
    // Fewer than two values above 1e-5: the threshold follows the largest, 1e-10 of 256.
    assertThat(row.notes()).isEqualTo("no fit: 1 of 8 eigenvalues above 2.56E-8, a fit needs 2");
    assertThat(row.lambdaMax()).isCloseTo(256, offset(1e-10));
    assertThat(row.matrixRank()).hasValue(1);
    assertThat(row.rankLoss()).hasValue(7);
    assertThat(row.entropy()).isZero();
  }

  @Test
  void equalEigenvalues() throws IOException {
    float[] identity = new float[64];
    for (int i = 0; i < 8; i++) {
      identity[9 * i] = 3;
    }
    assertFailed(model("[8,8]", identity), "no fit: degenerate: all 8 eigenvalues are equal");
  }

  @Test
  void oneByOne() throws IOException {
    assertSkipped(model("[1,1]", 1), "no matrix: 1x1 is a vector");
  }

  @Test
  void oneByMany() throws IOException {
    assertSkipped(model("[1,16]", gaussian(16)), "no matrix: 1x16 is a vector");
  }

  @Test
  void manyByOne() throws IOException {
    assertSkipped(model("[16,1]", gaussian(16)), "no matrix: 16x1 is a vector");
  }

  @Test
  void emptyTensor() throws IOException {
    assertSkipped(model("[0,16]"), "empty tensor: 0x16");
  }

  @Test
  void scalar() throws IOException {
    assertSkipped(model("[]", 1), "no matrix");
  }

  @Test
  void hugeWeightsWhoseSquaresNeedDouble() throws IOException {
    float[] values = gaussian(64 * 64);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1e30f;
    }
    LayerResult row = analyze(model("[64,64]", values)).layers().getFirst();
    assertThat(row.status()).isEqualTo("success");
    assertThat(row.lambdaMax()).isBetween(1e61, 1e63);
  }

  private void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> analyze(path))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> assertThat(e.describe().replace(folder.toString() + "/", "")).isEqualTo(message));
  }

  @Test
  void truncated() throws IOException {
    byte[] whole = Files.readAllBytes(model("[4,4]", gaussian(16)));
    Path cut =
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(whole, whole.length - 24));
    assertRefused(
        cut,
        """
        model.safetensors is cut short: tensor "w.weight" ends at data offset 64 but the file has 40\
         bytes of data (82 %)
          in  byte 112
          try copying or downloading the file again\
        """);
  }

  @Test
  void headerOf2To60Bytes() throws IOException {
    byte[] whole = Files.readAllBytes(model("[4,4]", gaussian(16)));
    System.arraycopy(SafetensorsBytes.u64(1L << 60), 0, whole, 0, 8);
    assertRefused(
        Files.write(folder.resolve("model.safetensors"), whole),
        """
        model.safetensors: header length 1152921504606846976 exceeds 100000000
          in  byte 0; the first 8 bytes may not be a safetensors header\
        """);
  }

  @Test
  void missingShard() throws IOException {
    Files.move(model("[4,4]", gaussian(16)), folder.resolve("model-00001-of-00002.safetensors"));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        """
        {"weight_map": {"w.weight": "model-00001-of-00002.safetensors",
                        "v.weight": "model-00002-of-00002.safetensors"}}
        """);
    assertRefused(
        folder.resolve("model.safetensors.index.json"),
        """
        model.safetensors.index.json: 1 of 2 shards missing (tensors affected: 1):\
         model-00002-of-00002.safetensors does not exist
          try downloading the missing files\
        """);
  }

  @Test
  void unknownLayerIsNamed() throws IOException {
    Path path = model("[4,4]", gaussian(16));
    try (Model model = WeightWatcher.open(path)) {
      assertThatThrownBy(() -> model.esd("x"))
          .isInstanceOfSatisfying(
              WeightWatcherException.class,
              e ->
                  assertThat(e.describe().replace(folder + "/", ""))
                      .isEqualTo(
                          """
                          no layer is called x
                            in  model.safetensors
                            try `weightwatcher describe` for the names\
                          """));
    }
  }
}
