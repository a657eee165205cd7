package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judge: exit code 0. Every example that a help text shows runs, on the example model.
class HelpExamplesTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"analyze, 7", "describe, 3", "esd, 4", "weights, 3", "version, 3", "help, 3"})
  void everyExampleRuns(String command, int examples) {
    List<String> lines =
        CliRunner.ww(command, "-h")
            .out()
            .lines()
            .filter(line -> line.startsWith("  weightwatcher "))
            .toList();
    assertThat(lines).hasSize(examples);
    for (String line : lines) {
      CliRunner.Result result = CliRunner.ww(arguments(line));
      assertThat(result.code()).as(line + "\n" + result.err()).isZero();
      assertThat(result.err()).as(line).doesNotContain("error", "warning");
    }
  }

  /// The words of an example: without quotes and redirection, with names of what is there.
  private String[] arguments(String line) {
    String words =
        line.strip()
            .replaceFirst("^weightwatcher ", "")
            .replaceFirst(" > .*$", "")
            .replace("'", "")
            .replace("*conv1*", "*mlp*");
    String[] all = words.split(" +", -1);
    return Arrays.stream(all)
        .map(word ->
            word.matches("model\\.(pt|safetensors)|checkpoints/.*") ? CliRunner.example() : word)
        .map(word ->
            word.matches("\\w+\\.(csv|json|npy)|matrices|slices")
                ? folder.resolve(word).toString()
                : word)
        .toArray(String[]::new);
  }
}
