package org.weightwatcher.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.NpzFile;
import org.weightwatcher.format.SharedModels;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.detect.Detection;
import org.weightwatcher.format.hdf5.Hdf5Reading;
import org.weightwatcher.tensor.Tensor;

/// Judge: the arrays from which h5py wrote the files, kept as NumPy archives beside them. Every
/// element has to be equal bit by bit, whatever the layout.
class KerasVariantsTest {
  private static final int INPUTS = 256;
  private static final int OUTPUTS = 74;

  private final LocalFiles files = new LocalFiles();
  private Path folder = Path.of("unset");
  private Map<String, double[]> source = Map.of();
  private Map<String, double[]> truth = Map.of();

  @BeforeEach
  void read() throws IOException {
    folder = SharedModels.folder(getClass(), "keras-variants");
    source = NpzFile.read(folder.resolve("../g2p/checkpoint20.npz"));
    truth = NpzFile.read(folder.resolve("truth.npz"));
  }

  @AfterEach
  void close() {
    files.close();
  }

  private ModelFile open(String name) {
    return Detection.open(folder.resolve(name).toString(), files, Optional.empty());
  }

  private double[] values(ModelFile model, String name) {
    Tensor tensor =
        model.tensors().stream()
            .filter(stored -> stored.name().equals(name))
            .map(stored -> ((StoredTensor.Usable) stored).tensor())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no tensor " + name));
    return Hdf5Reading.decoded(tensor, files);
  }

  private static double[] array(Map<String, double[]> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static double[] filled(int count, IntToDoubleFunction element) {
    return IntStream.range(0, count).mapToDouble(element).toArray();
  }

  /// The first rows of the transpose of `fc_w`.
  private double[] denseKernel(int rows) {
    double[] weights = array(source, "fc_w");
    return filled(rows * OUTPUTS, i -> weights[(i % OUTPUTS) * INPUTS + i / OUTPUTS]);
  }

  private double[] denseBias() {
    return array(source, "fc_b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keras2-weights.h5",
        "weights-bigendian.h5",
        "weights-chunked-gzip-shuffle-fletcher.h5",
        "weights-compact-and-unwritten.h5",
        "weights-libver-latest.h5",
        "weights-lzf.h5",
        "weights-userblock.h5"
      })
  void layoutsOfWeightsAloneMakeNoDifference(String name) {
    ModelFile model = open(name);
    assertThat(model.container()).isEqualTo(Container.KERAS_HDF5);
    assertThat(values(model, "dense/dense/kernel:0")).isEqualTo(denseKernel(INPUTS));
    assertThat(values(model, "dense/dense/bias:0")).isEqualTo(denseBias());
  }

  @Test
  void halvesAreRounded() {
    double[] rounded =
        Arrays.stream(denseKernel(INPUTS))
            .map(x -> Float.float16ToFloat(Float.floatToFloat16((float) x)))
            .toArray();
    assertThat(values(open("weights-f16.h5"), "dense/dense/kernel:0")).isEqualTo(rounded);
  }

  @Test
  void doublesInAnExtensibleArrayAreTheFirstRows() {
    ModelFile model = open("weights-f64-libver-latest-chunked.h5");
    assertThat(values(model, "dense/dense/kernel:0")).isEqualTo(denseKernel(64));
    assertThat(values(model, "dense/dense/bias:0"))
        .isEqualTo(Arrays.copyOf(denseBias(), values(model, "dense/dense/bias:0").length));
  }

  @Test
  void whatWasNeverWrittenIsTheFillValue() {
    ModelFile model = open("weights-compact-and-unwritten.h5");
    assertThat(values(model, "unwritten/unwritten/kernel:0")).isEqualTo(filled(2048, _ -> 0.25));
    assertThat(values(model, "unwritten/unwritten/bias:0")).isEqualTo(filled(32, _ -> 0.5));
  }

  private void assertRecurrent(ModelFile model, String embedding, String gru, String dense) {
    double[] rows = Arrays.copyOf(array(source, "dec_emb"), 16 * INPUTS);
    assertThat(values(model, embedding)).isEqualTo(rows);
    assertThat(values(model, gru.formatted("kernel:0", 0))).isEqualTo(array(truth, "gru_kernel"));
    assertThat(values(model, gru.formatted("recurrent_kernel:0", 1)))
        .isEqualTo(array(truth, "gru_recurrent"));
    assertThat(values(model, gru.formatted("bias:0", 2))).isEqualTo(new double[2 * 96]);
    assertThat(values(model, dense)).isEqualTo(denseKernel(INPUTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2-full.h5", "keras2-full-vlen-strings.h5"})
  void wholeModelsOfKeras2HaveTheirWeights(String name) {
    ModelFile model = open(name);
    assertRecurrent(
        model,
        "model_weights/embedding/embedding/embeddings:0",
        "model_weights/gru/gru/gru_cell/%1$s",
        "model_weights/dense/dense/kernel:0");
    assertThat(model.tensors()).hasSize(6);
    assertThat(modules(model))
        .containsEntry("embedding", "Embedding")
        .containsEntry("gru", "GRU")
        .containsEntry("dense", "Dense")
        .hasSize(3);
  }

  private static Map<String, String> modules(ModelFile model) {
    return model.tensors().stream()
        .map(stored -> ((StoredTensor.Usable) stored).declared())
        .collect(
            Collectors.toMap(
                declared -> declared.layer(), declared -> declared.module(), (a, _) -> a));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3.keras", "keras3-deflated.keras", "keras3.weights.h5"})
  void modelsOfKeras3HaveTheirWeights(String name) {
    ModelFile model = open(name);
    assertRecurrent(
        model, "layers/embedding/vars/0", "layers/gru/cell/vars/%2$d", "layers/dense/vars/0");
    assertThat(model.tensors()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3.keras", "keras3-deflated.keras"})
  void archivesNameTheirLayersAsConfigured(String name) {
    assertThat(modules(open(name)))
        .containsOnly(
            Map.entry("embedding_7", "Embedding"),
            Map.entry("my_gru", "GRU"),
            Map.entry("output", "Dense"));
  }

  /// `kernel[h,w,i,o] = fc_w[:64].reshape(64,16,4,4)[o,i,h,w]`.
  private double[] convolution() {
    double[] weights = array(source, "fc_w");
    return filled(
        4 * 4 * 16 * 64,
        n -> {
          int o = n % 64;
          int i = n / 64 % 16;
          int hw = n / 64 / 16;
          return weights[(o * 16 + i) * 16 + hw];
        });
  }

  @Test
  void convolutionsKeepTheirAxes() {
    ModelFile model = open("keras2-convs.h5");
    assertThat(values(model, "conv2d/conv2d/kernel:0")).isEqualTo(convolution());
    double[] embedding = array(source, "dec_emb");
    double[] line =
        filled(
            4 * 64 * 48,
            n -> {
              int o = n % 48;
              int i = n / 48 % 64;
              return embedding[(o * 64 + i) * 4 + n / 48 / 64];
            });
    assertThat(values(model, "conv1d/conv1d/kernel:0")).isEqualTo(line);
    assertThat(values(model, "depthwise_conv2d/depthwise_conv2d/depthwise_kernel:0"))
        .isEqualTo(array(truth, "depthwise_kernel"));
    assertThat(modules(model))
        .containsEntry("conv2d_transpose", "Conv2DTranspose")
        .containsEntry("bn", "BatchNormalization");
  }

  @Test
  void modelsInsideModelsAreNamedByTheirWeights() {
    ModelFile model = open("keras2-nested-model.h5");
    assertThat(modules(model).keySet())
        .containsExactlyInAnyOrder("block1_conv", "block1_dw", "dense_inner", "dense_head");
    assertThat(values(model, "backbone/block1_conv/kernel:0")).isEqualTo(convolution());
    assertThat(values(model, "backbone/dense_inner/kernel:0")).isEqualTo(denseKernel(INPUTS));
  }

  @Test
  void hdf5WithoutKerasIsRefused() {
    assertThatThrownBy(() -> open("not-keras.h5"))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.E_NOT_A_MODEL))
        .hasMessage(
            folder.resolve("not-keras.h5")
                + " is an HDF5 file without Keras weights: its root holds measurements, names,"
                + " raw_matrix and no weights");
  }
}
