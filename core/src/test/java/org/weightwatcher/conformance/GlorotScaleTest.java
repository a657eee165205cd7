package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Compat;
import org.weightwatcher.testing.KnownMatrices;
import org.weightwatcher.testing.TinyModels;

/// Judge: a closed form. Weights times sqrt((N+M) rf/2) have eigenvalues times (N+M) rf/2, in place
/// of the factor of convolutions, for all matrices together and one by one.
class GlorotScaleTest {
  @TempDir Path folder;

  private List<LayerResult> layers(long[] shape, UnaryOperator<AnalyzeOptionsBuilder> how) {
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    Path file =
        new TinyModels()
            .f64("fc.weight", shape, KnownMatrices.gaussian(count, 1, 5))
            .write(folder.resolve("model.safetensors"));
    AnalyzeOptionsBuilder builder = AnalyzeOptions.builder().minEvals(0).keepEsd(true);
    try (Model model = WeightWatcher.open(file)) {
      return model.analyze(how.apply(builder).build()).layers();
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 12, 1, 1", "12, 20, 1, 1", "9, 7, 3, 3", "7, 9, 2, 1"})
  void eigenvaluesAreScaledExactly(long out, long in, long height, long width) {
    boolean kernel = height * width > 1;
    long[] shape = kernel ? new long[] {out, in, height, width} : new long[] {out, in};
    double factor = (out + in) * height * width / 2.0;
    for (boolean pool : List.of(true, false)) {
      List<LayerResult> plain = layers(shape, b -> b.pool(pool).convNorm(false));
      List<LayerResult> scaled = layers(shape, b -> b.pool(pool).glorotFix(true));
      assertThat(scaled).hasSize(pool ? 1 : Math.toIntExact(height * width));
      for (int i = 0; i < scaled.size(); i++) {
        double[] expected = Arrays.stream(plain.get(i).esd()).map(x -> x * factor).toArray();
        // One rounding each.
        assertThat(scaled.get(i).esd()).containsExactly(expected);
        double root = Math.sqrt(factor);
        double svMax = plain.get(i).svMax() * root;
        assertThat(scaled.get(i).svMax()).isCloseTo(svMax, within(1e-15 * svMax));
      }
    }
  }

  @Test
  void theReferenceDoesNothing() {
    long[] shape = {9, 7, 3, 3};
    assertThat(layers(shape, b -> b.compat(Compat.REFERENCE).glorotFix(true)).getFirst().esd())
        .containsExactly(layers(shape, b -> b.compat(Compat.REFERENCE)).getFirst().esd());
  }
}
