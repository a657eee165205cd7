package org.weightwatcher.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightwatcher.format.hdf5.Hdf5Builder.attribute;
import static org.weightwatcher.format.hdf5.Hdf5Builder.compact;
import static org.weightwatcher.format.hdf5.Hdf5Builder.dims;
import static org.weightwatcher.format.hdf5.Hdf5Builder.emptyGroup;
import static org.weightwatcher.format.hdf5.Hdf5Builder.float32;
import static org.weightwatcher.format.hdf5.Hdf5Builder.integers;
import static org.weightwatcher.format.hdf5.Hdf5Builder.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.detect.Detection;
import org.weightwatcher.format.hdf5.Hdf5Builder;
import org.weightwatcher.format.hdf5.Hdf5Reading;
import org.weightwatcher.format.zip.ZipBuilder;

/// Judge: the layouts that Keras publishes (`legacy_h5_format.py`, `saving_lib.py`), in files that
/// are written here by hand.
class KerasLayoutTest {
  private final Hdf5Builder builder = new Hdf5Builder();

  private long weight(long... shape) {
    long count = 1;
    for (long dim : shape) {
      count *= dim;
    }
    return builder.object(dims(shape), float32(), compact(new byte[(int) (4 * count)]));
  }

  /// A group with an object below it, for each pair.
  private long group(Object... namesAndAddresses) {
    List<byte[]> links = new ArrayList<>(List.of(emptyGroup()));
    for (int i = 0; i < namesAndAddresses.length; i += 2) {
      links.add(link((String) namesAndAddresses[i], (long) namesAndAddresses[i + 1]));
    }
    return builder.object(links.toArray(byte[][]::new));
  }

  private long variables(long... weights) {
    List<Object> parts = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      parts.addAll(List.of(Integer.toString(i), weights[i]));
    }
    return group("vars", group(parts.toArray()));
  }

  private static ModelFile hdf5(byte[] file) {
    return KerasReader.openHdf5("f.h5", "f.h5", Hdf5Reading.source("f.h5", file));
  }

  private static ModelFile archive(String config, byte[] weights) {
    byte[] zip = zip(config, weights);
    return KerasReader.openArchive("f.keras", "f.keras", Hdf5Reading.source("f.keras", zip));
  }

  private static byte[] zip(String config, byte[] weights) {
    return new ZipBuilder()
        .stored("metadata.json", "{}")
        .stored("config.json", config)
        .stored("model.weights.h5", weights)
        .build();
  }

  private static List<String> described(ModelFile model) {
    return model.tensors().stream()
        .map(stored ->
            switch (stored) {
              case StoredTensor.Usable usable -> line(usable);
              case StoredTensor.Unusable unusable ->
                  unusable.name() + " : " + unusable.code() + " " + unusable.reason();
            })
        .toList();
  }

  private static String line(StoredTensor.Usable usable) {
    Declared declared = usable.declared();
    return "%s : %s %s %s %d"
        .formatted(
            usable.name(),
            declared.layer(),
            declared.module(),
            declared.role(),
            declared.leadingInputs());
  }

  @Test
  void bidirectionalLayersHaveTwoNames() {
    long cell = variables(weight(2, 4), weight(1, 4));
    long other = variables(weight(2, 4), weight(1, 4));
    long both = group("forward_layer", group("cell", cell), "backward_layer", group("cell", other));
    byte[] file = builder.build(group("layers", group("bidirectional", both)));
    String config =
        """
        {"class_name": "Sequential", "config": {"name": "s", "layers": [
          {"class_name": "InputLayer", "config": {"name": "in"}},
          {"class_name": "Bidirectional", "config": {"name": "bi",
            "layer": {"class_name": "LSTM", "config": {"name": "lstm"}}}}]}}
        """;
    assertThat(described(archive(config, file)))
        .containsExactly(
            "layers/bidirectional/forward_layer/cell/vars/0 : bi/forward_lstm LSTM kernel 0",
            "layers/bidirectional/forward_layer/cell/vars/1 : bi/forward_lstm LSTM recurrent_kernel 0",
            "layers/bidirectional/backward_layer/cell/vars/0 : bi/backward_lstm LSTM kernel 0",
            "layers/bidirectional/backward_layer/cell/vars/1 : bi/backward_lstm LSTM recurrent_kernel 0");
  }

  @Test
  void repeatedClassesAndModelsInsideFollowTheConfiguration() {
    long dense = variables(weight(2, 3));
    long second = variables(weight(3, 2));
    long inner = group("layers", group("dense", variables(weight(2, 2))));
    long layers = group("dense_1", second, "dense", dense, "functional", inner);
    byte[] file = builder.build(group("layers", layers, "optimizer", variables(weight(9, 9))));
    String config =
        """
        {"class_name": "Functional", "config": {"layers": [
          {"class_name": "Dense", "config": {"name": "first"}},
          {"class_name": "Functional", "config": {"name": "inner", "layers": [
            {"class_name": "Dense", "config": {"name": "deep"}}]}},
          {"class_name": "Dense", "config": {"name": "last"}}]}}
        """;
    assertThat(described(archive(config, file)))
        .containsExactly(
            "layers/dense/vars/0 : first Dense kernel 0",
            "layers/functional/layers/dense/vars/0 : inner/deep Dense kernel 0",
            "layers/dense_1/vars/0 : last Dense kernel 0");
  }

  @Test
  void kernelsWithHeadsTellTheirInputs() {
    long attention =
        group(
            "query_dense", variables(weight(4, 2, 3), weight(2, 3)),
            "output_dense", variables(weight(2, 3, 4)));
    long einsum = variables(weight(3, 4, 5));
    byte[] file =
        builder.build(
            group("layers", group("multi_head_attention", attention, "einsum_dense", einsum)));
    String config =
        """
        {"class_name": "Functional", "config": {"layers": [
          {"class_name": "MultiHeadAttention", "config": {"name": "mha"}},
          {"class_name": "EinsumDense", "config": {"name": "e", "equation": "abcd,cde->abe"}}]}}
        """;
    assertThat(described(archive(config, file)))
        .containsExactly(
            "layers/multi_head_attention/query_dense/vars/0 : mha/query_dense EinsumDense kernel 1",
            "layers/multi_head_attention/query_dense/vars/1 : mha/query_dense   0",
            "layers/multi_head_attention/output_dense/vars/0 : mha/output_dense EinsumDense kernel 2",
            "layers/einsum_dense/vars/0 : e EinsumDense kernel 2");
  }

  @Test
  void groupsInACircleAreWalkedOnce() {
    long root = builder.here() + 1000;
    long layer = group("vars", group("0", weight(2, 2)), "up", root);
    builder.append(new byte[(int) (root - builder.here())]);
    assertThat(group("dense", layer)).isEqualTo(root);
    assertThat(described(hdf5(builder.build(root))))
        .containsExactly("dense/vars/0 : dense Dense kernel 0");
  }

  @Test
  void withoutAConfigurationTheNameBesideTheVariablesCounts() {
    long vars = builder.object(link("0", weight(2, 2)), attribute("name", "my_layer"));
    byte[] file = builder.build(group("layers", group("dense", group("vars", vars))));
    assertThat(described(hdf5(file)))
        .containsExactly("layers/dense/vars/0 : layers/my_layer Dense kernel 0");
  }

  @Test
  void quantizedLayersAreListed() {
    long codes = builder.object(dims(2, 2), integers(1, true, false), compact(new byte[4]));
    byte[] file =
        builder.build(group("layers", group("dense", variables(codes, weight(2), weight(2)))));
    String config =
        """
        {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {
          "name": "q", "dtype": {"class_name": "QuantizedDTypePolicy", "config": {"mode": "int4"}}}}]}}
        """;
    assertThat(described(archive(config, file)))
        .containsExactly(
            "layers/dense/vars/0 : E_UNSUPPORTED quantized Keras layer (int4)",
            "layers/dense/vars/1 : q Dense bias 0",
            "layers/dense/vars/2 : q Dense kernel_scale 0");
  }

  @Test
  void bytesAreDividedByTheScaleOfTheirColumn() {
    long codes =
        builder.object(dims(2, 2), integers(1, true, false), compact(new byte[] {10, 20, -30, 40}));
    long scale = builder.object(dims(2), float32(), compact(Hdf5Builder.bytes(2f, 8f)));
    byte[] file = builder.build(group("layers", group("dense", variables(codes, scale))));
    String config =
        """
        {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {
          "name": "q", "dtype": {"class_name": "QuantizedDTypePolicy", "config": {"mode": "int8"}}}}]}}
        """;
    byte[] zip = zip(config, file);
    ModelFile model =
        KerasReader.openArchive("f.keras", "f.keras", Hdf5Reading.source("f.keras", zip));
    assertThat(described(model))
        .containsExactly(
            "layers/dense/vars/0 : q Dense kernel 0",
            "layers/dense/vars/1 : q Dense kernel_scale 0");
    StoredTensor.Usable kernel = (StoredTensor.Usable) model.tensors().getFirst();
    assertThat(Hdf5Reading.decoded(kernel.tensor(), Hdf5Reading.sources(zip)))
        .containsExactly(5, 2.5, -15, 5);
    assertThat(kernel.tensor().storage().allocated()).isEqualTo(32);
  }

  @Test
  void anUnpackedArchiveIsAFolder(@TempDir Path folder) throws IOException {
    byte[] file = builder.build(group("layers", group("dense", variables(weight(2, 2)))));
    Files.write(folder.resolve("model.weights.h5"), file);
    Files.writeString(folder.resolve("metadata.json"), "{}");
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"class_name": "Sequential", "config": {"layers": [
          {"class_name": "Dense", "config": {"name": "mine"}}]}}
        """);
    try (LocalFiles files = new LocalFiles()) {
      ModelFile model = Detection.open(folder.toString(), files, Optional.empty());
      assertThat(described(model)).containsExactly("layers/dense/vars/0 : mine Dense kernel 0");
    }
  }

  @Test
  void aModelWithoutWeightsIsRefused() {
    byte[] file = builder.build(named(attribute("layer_names")));
    assertThatThrownBy(() -> hdf5(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "f.h5 is an HDF5 file without Keras weights: its root holds nothing and no weights");
  }

  private long named(byte[] list, Object... parts) {
    List<byte[]> messages = new ArrayList<>(List.of(emptyGroup(), list));
    for (int i = 0; i < parts.length; i += 2) {
      messages.add(link((String) parts[i], (long) parts[i + 1]));
    }
    return builder.object(messages.toArray(byte[][]::new));
  }

  @Test
  void listsMayBeCut() {
    long a = named(attribute("weight_names0", "k:0"), "k:0", weight(2, 2));
    long b = named(attribute("weight_names", "k:0"), "k:0", weight(2, 2));
    long root =
        builder.object(
            link("a", a),
            link("b", b),
            attribute("layer_names0", "a"),
            attribute("layer_names1", "b", "a"));
    assertThat(described(hdf5(builder.build(root))))
        .containsExactly("a/k:0 : a  k 0", "b/k:0 : b  k 0");
  }

  @Test
  void layersOfOneNameInTwoModelsAreKeptApart() {
    long both = group("kernel:0", weight(2, 2));
    long two = group("kernel:0", weight(2, 2));
    long a = named(attribute("weight_names", "x/kernel:0", "y/kernel:0"), "x", both, "y", two);
    long b = named(attribute("weight_names", "x/kernel:0", "z/kernel:0"), "x", two, "z", both);
    long root = named(attribute("layer_names", "a", "b"), "a", a, "b", b);
    assertThat(described(hdf5(builder.build(root))))
        .containsExactly(
            "a/x/kernel:0 : x  kernel 0",
            "a/y/kernel:0 : y  kernel 0",
            "b/x/kernel:0 : b/x  kernel 0",
            "b/z/kernel:0 : z  kernel 0");
  }

  @Test
  void aBrokenConfigurationCostsTheNamesOnly() {
    byte[] file = builder.build(group("layers", group("dense", variables(weight(2, 2)))));
    ModelFile model = archive("{\"class_name\": ", file);
    assertThat(model.container()).isEqualTo(Container.KERAS_ZIP);
    assertThat(described(model))
        .containsExactly("layers/dense/vars/0 : layers/dense Dense kernel 0");
    assertThat(model.notes().getFirst().message())
        .isEqualTo(
            "f.keras, entry config.json: configuration must be complete JSON but ends early;"
                + " names and types come from the weights alone");
  }

  @Test
  void weightsInOtherFormsAreRefused() {
    byte[] zip =
        new ZipBuilder().stored("config.json", "{}").stored("model.weights.npz", "x").build();
    assertThatThrownBy(() -> KerasReader.openArchive("f", "f", Hdf5Reading.source("f.keras", zip)))
        .isInstanceOfSatisfying(
            ModelFormatException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.E_UNSUPPORTED))
        .hasMessage("f.keras keeps its weights in model.weights.npz, which is not read");
  }

  /// Judge: a model or a [ModelFormatException], and nothing else.
  @Test
  void anArchiveCutAtEveryByte() {
    long codes = builder.object(dims(2, 2), float32(), compact(Hdf5Builder.bytes(1f, 2f, 3f, 4f)));
    byte[] weights = builder.build(group("layers", group("dense", variables(codes))));
    byte[] file =
        zip(
            """
            {"class_name": "Sequential", "config": {"layers": [
              {"class_name": "Dense", "config": {"name": "q"}}]}}
            """,
            weights);
    int refused = 0;
    for (int cut = 0; cut < file.length; cut++) {
      byte[] part = Arrays.copyOf(file, cut);
      try {
        ModelFile model =
            KerasReader.openArchive("f.keras", "f.keras", Hdf5Reading.source("f.keras", part));
        assertThat(model.tensors()).as("cut at %d", cut).isNotEmpty();
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).as("cut at %d", cut).isNotEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(file.length / 2);
  }
}
