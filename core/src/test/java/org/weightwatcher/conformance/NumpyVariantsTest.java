package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the same weights in another container, order of axes, byte order or layout give the same
/// results to the last bit.
class NumpyVariantsTest {
  /// What does not follow from the elements of a tensor.
  private static final Set<Column> OF_THE_NAME =
      EnumSet.of(
          Column.MODEL,
          Column.FILE,
          Column.LAYER_ID,
          Column.NAME,
          Column.LONGNAME,
          Column.LAYER_TYPE,
          Column.GROUP,
          Column.ELAPSED_MS);

  private static Analysis analyze(String file) {
    Path models = SharedFolder.require(NumpyVariantsTest.class).resolve("models");
    AnalyzeOptions options =
        AnalyzeOptions.builder().keepEsd(true).mpFit(true).detx(true).vectors(true).build();
    try (Model model = WeightWatcher.open(models.resolve(file))) {
      return model.analyze(options);
    }
  }

  private static LayerResult layer(String file, String longname) {
    return analyze(file).layers().stream()
        .filter(layer -> layer.longname().equals(longname))
        .findFirst()
        .orElseThrow();
  }

  private static Map<Column, Cell> numbers(LayerResult layer) {
    Map<Column, Cell> cells = new EnumMap<>(layer.row().cells());
    cells.keySet().removeAll(OF_THE_NAME);
    return cells;
  }

  private static void assertSame(LayerResult found, LayerResult expected) {
    assertThat(found.esd()).isEqualTo(expected.esd());
    assertThat(numbers(found)).isEqualTo(numbers(expected)).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @CsvSource({
    "numpy-variants/fc-c-f4.npy, fc-c-f4",
    "numpy-variants/fc-fortran-f4.npy, fc-fortran-f4",
    "numpy-variants/fc-bigendian-f4.npy, fc-bigendian-f4",
    "numpy-variants/fc-version2.npy, fc-version2",
    "numpy-variants/fc-version3.npy, fc-version3",
    "numpy-variants/g2p-stored.npz, fc_w",
    "numpy-variants/g2p-deflated.npz, fc_w",
    "safetensors-variants/g2p-f32.safetensors, fc"
  })
  void everyCopyOfTheHeadGivesTheSameRow(String file, String longname) {
    assertSame(layer(file, longname), layer("g2p/checkpoint20.npz", "fc_w"));
  }

  @ParameterizedTest
  @CsvSource({
    "numpy-variants/g2p-stored.npz, dec_emb",
    "safetensors-variants/g2p-f32.safetensors, decoder.embedding"
  })
  void everyCopyOfTheEmbeddingGivesTheSameRow(String file, String longname) {
    assertSame(layer(file, longname), layer("g2p/checkpoint20.npz", "dec_emb"));
  }

  @Test
  void rowsInBothOrders() {
    assertSame(
        layer("numpy-variants/fc-fortran-bigendian-f8.npy", "fc-fortran-bigendian-f8"),
        layer("numpy-variants/fc-f8.npy", "fc-f8"));
  }

  @Test
  void theTransposeGivesTheSameRow() {
    Analysis slashes = analyze("numpy-variants/g2p-slash-names.npz");
    assertThat(slashes.layers()).hasSize(1);
    LayerResult turned = slashes.layers().getFirst();
    LayerResult upright = layer("g2p/checkpoint20.npz", "fc_w");
    assertThat(turned.esd()).isEqualTo(upright.esd());
    Map<Column, Cell> cells = numbers(turned);
    assertThat(cells.put(Column.SHAPE, new Cell.Text("74x256"))).isEqualTo(new Cell.Text("256x74"));
    assertThat(cells).isEqualTo(numbers(upright));
  }

  @Test
  void halfPrecisionAgreesWithTheOtherContainer() {
    double[] half = layer("numpy-variants/fc-f2.npy", "fc-f2").esd();
    assertThat(half)
        .isEqualTo(layer("safetensors-variants/g2p-f16.safetensors", "fc").esd())
        .isNotEqualTo(layer("g2p/checkpoint20.npz", "fc_w").esd());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bool | integer tensor without quantization parameters",
        "int32 | integer tensor without quantization parameters",
        "complex64 | complex dtype",
        "empty | empty tensor: 0x256",
        "scalar | no matrix",
        "vector | no matrix"
      })
  void whatIsNoLayerIsSkippedWithItsReason(String name, String detail) {
    Analysis analysis = analyze("numpy-variants/" + name + ".npy");
    assertThat(analysis.layers()).isEmpty();
    assertThat(analysis.skipped()).extracting(SkippedTensor::detail).containsExactly(detail);
  }

  @Test
  void anObjectBesideWeightsIsSkipped() {
    Analysis analysis = analyze("numpy-variants/object-member.npz");
    assertThat(analysis.skipped())
        .extracting(SkippedTensor::detail)
        .contains(
            "unreadable: array of objects, a pickle that could run any code when loaded, is not"
                + " read: descr is '|O', at byte 20 of meta.npy");
    try (Model model =
        WeightWatcher.open(
            SharedFolder.require(getClass()).resolve("models/numpy-variants/object-member.npz"))) {
      AnalyzeOptions any = AnalyzeOptions.builder().minEvals(1).build();
      assertThat(model.analyze(any).layers())
          .extracting(LayerResult::longname)
          .containsExactly("fc_w");
    }
  }

  /// 4 x 4 kernel positions of 64 x 16.
  @Test
  void aTensorOfRankFourIsAConvolution() {
    List<LayerResult> layers = analyze("numpy-variants/conv4d.npy").layers();
    assertThat(layers).hasSize(1);
    assertThat(layers.getFirst().layerType()).isEqualTo("conv2d");
    assertThat(layers.getFirst().rf()).isEqualTo(16);
    assertThat(layers.getFirst().numEvals()).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy-variants/g2p-deflated.npz", "g2p/checkpoint20.npz"})
  void idsCountFromZero(String file) {
    assertThat(analyze(file).layers().getFirst().layerId()).isZero();
  }
}
