package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judge: exit code 0. Every command line of the README runs, on the example model.
class ReadmeCommandsTest {
  private static final Path ROOT = Path.of(System.getProperty("weightwatcher.root", ".."));
  private static final String EXAMPLE = ROOT.resolve("examples/chartransformer").toString();

  @TempDir Path folder;

  @Test
  void everyCommandRuns() throws IOException {
    List<String> commands =
        Pattern.compile("(?m)^\\./weightwatcher (.*?)(?: +#.*)?$")
            .matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map(line -> line.group(1))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(8);
    for (String command : commands) {
      CliRunner.Result result = CliRunner.ww(here(command).split(" +", -1));
      assertThat(result.code()).as(command + "\n" + result.err()).isZero();
    }
  }

  /// The README's file names, replaced by what is there.
  private String here(String command) {
    String words =
        command
            .replaceAll("model\\.(safetensors|pt)|examples/chartransformer", EXAMPLE)
            .replace("-l fc", "-l lm_head");
    return words.replaceAll(
        "-o (\\w+)", "-o " + folder.toString().replace("\\", "/") + "/$1".toLowerCase(Locale.ROOT));
  }
}
