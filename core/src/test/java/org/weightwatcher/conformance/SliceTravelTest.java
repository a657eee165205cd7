package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.LapackLoader;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.spectrum.RandomSource;
import org.weightwatcher.spectrum.SpectrumEngine;
import org.weightwatcher.spectrum.SpectrumOutcome;
import org.weightwatcher.testing.KnownMatrices;
import org.weightwatcher.testing.TinyModels;

/// Judge: the same slice before its journey as bytes, and the eigenvalues of the matrix that it
/// stands for, picked out of the kernel by hand.
class SliceTravelTest {
  private static final int OUT = 7;
  private static final int IN = 5;
  private static final int POSITIONS = 6;
  private static final double[] KERNEL = KnownMatrices.gaussian(OUT * IN, POSITIONS, 9);
  private static final AnalyzeOptions APART =
      AnalyzeOptions.builder().minEvals(0).convNorm(false).pool(false).build();

  @TempDir Path folder;

  private List<Layer> slices() {
    Path file =
        new TinyModels()
            .f64("conv.weight", new long[] {OUT, IN, 2, 3}, KERNEL)
            .write(folder.resolve("model.safetensors"));
    try (Model model = WeightWatcher.open(file)) {
      return model.describe(APART).layers();
    }
  }

  private static Layer copy(Layer layer) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(layer);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Layer) in.readObject();
    }
  }

  private static double[] evals(Layer layer) {
    try (LocalFiles files = new LocalFiles();
        Buffers buffers = Buffers.of(1 << 20)) {
      SpectrumOutcome outcome =
          new SpectrumEngine(files, LapackLoader.load().lapack(), buffers, new RandomSource.Keyed())
              .compute(layer, APART);
      return switch (outcome) {
        case SpectrumOutcome.Computed(var spectrum) -> spectrum.evals();
        case SpectrumOutcome.Impossible(String detail) -> throw new AssertionError(detail);
      };
    }
  }

  private static double[] byHand(int position) {
    double[] matrix = new double[OUT * IN];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = KERNEL[i * POSITIONS + position];
    }
    return KnownMatrices.evals(matrix, OUT, IN);
  }

  @Test
  void everySliceTravels() throws Exception {
    List<Layer> slices = slices();
    assertThat(slices).hasSize(POSITIONS);
    for (int i = 0; i < POSITIONS; i++) {
      Layer there = copy(slices.get(i));
      assertThat(there).isEqualTo(slices.get(i));
      assertThat(there.sliceId()).hasValue(i);
      assertThat(there.rf()).isEqualTo(POSITIONS);
      assertThat(there.evals()).isEqualTo(IN);
      double[] evals = evals(there);
      assertThat(evals).containsExactly(evals(slices.get(i)));
      double[] expected = byHand(i);
      for (int k = 0; k < IN; k++) {
        assertThat(Math.abs(evals[k] - expected[k])).isLessThan(1e-12 * expected[IN - 1]);
      }
    }
  }
}
