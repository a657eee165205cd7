package org.weightwatcher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.weightwatcher.Analysis;
import org.weightwatcher.Model;
import org.weightwatcher.analysis.ProgressListener;
import org.weightwatcher.analysis.RunOptions;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.table.JsonWriter;
import org.weightwatcher.table.ResultSettings;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the same run with one thread: every byte of the results.
class ReproducibilityTest {
  private static final AnalyzeOptions OPTIONS = AnalyzeOptions.builder().keepEsd(true).build();

  private static String json(GoldenModel golden, int threads) {
    try (Model model = golden.open()) {
      Analysis analysis =
          model.analyze(OPTIONS, new RunOptions(threads, 1L << 30), ProgressListener.NONE);
      StringWriter out = new StringWriter();
      JsonWriter.write(List.of(analysis.table()), ResultSettings.reproducible(OPTIONS), out);
      return out.toString();
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    int models = 0;
    long characters = 0;
    for (GoldenModel golden : GoldenModel.all(SharedFolder.require(getClass()))) {
      String one = json(golden, 1);
      assertThat(json(golden, 2).equals(one)).as("%s with two threads", golden).isTrue();
      assertThat(json(golden, 1).equals(one)).as("%s again", golden).isTrue();
      models++;
      characters += one.length();
    }
    System.out.printf(
        Locale.ROOT, "ReproducibilityTest: %d models, %,d characters%n", models, characters);
    assertThat(models).isEqualTo(48);
  }
}
