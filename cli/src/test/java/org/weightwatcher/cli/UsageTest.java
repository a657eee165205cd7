package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong command lines: whole message, exit code 2, nothing on stdout.
class UsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          analize x | unknown command analize; did you mean analyze?
          frobnicate x | unknown command frobnicate
          analyze --limt 3 x | unknown option --limt; did you mean --limit?
          analyze --layer 3 x | unknown option --layer; did you mean --layers?
          analyze --no-conv-nrm x | unknown option --no-conv-nrm; did you mean --no-conv-norm?
          analyze --randomise x | unknown option --randomise; did you mean --randomize?
          analyze --mpfit x | unknown option --mpfit; did you mean --mp-fit?
          analyze --hill x | unknown option --hill
          analyze --bootstrap x | unknown option --bootstrap
          analyze --fail-on x y | unknown option --fail-on
          analyze --no-pol x | unknown option --no-pol; did you mean --no-pool?
          analyze --pool=no x | --pool takes no value but was given 'no'
          analyze --config c x | unknown option --config
          analyze --lim 3 x | unknown option --lim; did you mean --limit?
          describe --svd-method fast x | unknown option --svd-method
          describe --randomize x | unknown option --randomize
          describe --no-sparsify x | unknown option --no-sparsify
          describe --inverse x | unknown option --inverse
          esd --fit tpl x | unknown option --fit; did you mean --fft?
          esd --xmax 3 x | unknown option --xmax
          esd --detx x | unknown option --detx
          weights --ww-flatfiles -o d x | unknown option --ww-flatfiles
          version x | unexpected argument 'x'
          analyze | MODEL is missing
          analyze --limit | --limit needs a value N
          analyze --limit 1 --limit 2 x | --limit is given twice
          analyze --esd=yes x | --esd takes no value but was given 'yes'
          weights x | --output is missing
          completion | SHELL is missing
          completion fish | SHELL must be bash or zsh but was 'fish'
          help analize | there is no command or topic 'analize'
          analyze --min-evals x y | --min-evals must be a whole number >= 0 but was 'x'
          analyze --min-evals -1 y | --min-evals must be a whole number >= 0 but was '-1'
          analyze --max-evals 0 y | --max-evals must be a whole number >= 1 but was '0'
          analyze --max-evals x y | --max-evals must be none or a whole number >= 1 but was 'x'
          analyze --max-n x y | --max-n must be none or a whole number >= 1 but was 'x'
          analyze --start-ids -1 y | --start-ids must be a whole number >= 0 but was '-1'
          analyze --xmax 0 y | --xmax must be a whole number >= 1 but was '0'
          analyze --xmax -2 y | --xmax must be none, force or a whole number >= 1 but was '-2'
          analyze --xmax max y | --xmax must be none, force or a whole number >= 1 but was 'max'
          analyze --fit PL y | --fit must be pl, tpl or e-tpl but was 'PL'
          analyze --fit y | MODEL is missing
          analyze --pl-package scipy y | --pl-package must be ww or powerlaw but was 'scipy'
          analyze --fix-fingers yes y | --fix-fingers must be none, xmin-peak or clip-xmax but was 'yes'
          analyze --xmin-max nan y | --xmin-max must be a number such as 0.5 or 1e-6 but was 'nan'
          analyze --finger-thresh 0x1 y | --finger-thresh must be a number such as 0.5 or 1e-6 but was '0x1'
          analyze --max-fingers 0 y | --max-fingers must be a whole number >= 1 but was '0'
          analyze --max-fingers 1.5 y | --max-fingers must be a whole number >= 1 but was '1.5'
          analyze --mp-method mle y | --mp-method must be trim or kde but was 'mle'
          analyze --random-replicas 0 y | --random-replicas must be a whole number >= 1 but was '0'
          analyze --seed x y | --seed must be a whole number of 64 bits but was 'x'
          analyze --seed 9223372036854775808 y | --seed must be a whole number of 64 bits but was '9223372036854775808'
          analyze --tolerance tiny y | --tolerance must be a number such as 0.5 or 1e-6 but was 'tiny'
          analyze --channels middle y | --channels must be auto, last or first but was 'middle'
          analyze --svd-method slow y | --svd-method must be fast or accurate but was 'slow'
          analyze --compat python y | --compat must be reference or reference-float64 but was 'python'
          analyze --format xml y | --format must be table, csv, json, jsonl or md but was 'xml'
          analyze --limit -3 y | --limit must be a whole number >= 0 but was '-3'
          analyze --sort size y | --sort: no column is called 'size'
          analyze --sort alpha:up y | --sort must be COLUMN, COLUMN:asc or COLUMN:desc but was 'alpha:up'
          analyze --columns alfa y | --columns: no column is called 'alfa'
          analyze -o x.pdf y | --output x.pdf: no format has this extension
          analyze -o - -o - y | --output - is given twice
          analyze -o x.csv --format csv y | --format is about stdout and cannot be combined with --output x.csv alone
          analyze --compact y | --compact needs JSON
          analyze --esd y | --esd needs JSON
          analyze --fail-fast --keep-going y | --fail-fast cannot be combined with --keep-going
          analyze --min-evals 10 --max-evals 10 y | --min-evals 10 must be below --max-evals 10
          analyze --max-n 5 y | --max-n 5 must not be below --min-evals 10
          analyze -l 1,-2 y | --layers: items that keep (1) and items that drop (-2) cannot be combined
          analyze -l 1,,2 y | --layers: an item is empty
          analyze --color red y | --color must be auto, always or never but was 'red'
          analyze --progress bar y | --progress must be auto, plain or none but was 'bar'
          analyze -j 0 y | --threads must be auto or a whole number from 1 to 99999 but was '0'
          analyze --memory lots y | --memory must be a size such as 512M, 4G or 4GB but was 'lots'
          analyze --input-format onnx y | --input-format must be safetensors, pytorch, pytorch-legacy, pytorch-tar, npy, npz, keras-hdf5 or keras but was 'onnx'
          esd --format npy y | --format must be csv or json but was 'npy'
          esd -o x.txt y | --output x.txt: no format has this extension
          esd -o x.npy --histogram log y | --histogram cannot be combined with a .npy file
          esd --histogram cubic y | --histogram must be linear or log, with :BINS if wanted but was 'cubic'
          esd a b | this command takes one MODEL
          weights -o x.npy --format csv y | --format is about the files of a folder and cannot be combined with --output x.npy
          weights -o dir --format txt y | --format must be npy or csv but was 'txt'
          version --json --json-schema | --json cannot be combined with --json-schema
          """)
  void wrongUsageIsRefused(String line, String message) {
    CliRunner.Result result = CliRunner.ww(line.split(" ", -1));
    assertThat(result.err().lines().findFirst()).hasValue("error: " + message);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().count()).isLessThanOrEqualTo(3);
  }

  @Test
  void hintsSayWhatToWrite() {
    assertThat(CliRunner.ww("analyze", "--limt", "x").err())
        .isEqualTo(
            """
            error: unknown option --limt; did you mean --limit?
              try `weightwatcher analyze --help`
            """);
    assertThat(CliRunner.ww("help", "metric").err())
        .isEqualTo(
            """
            error: there is no command or topic 'metric'
              try `weightwatcher help metrics`
            """);
  }

  @Test
  void codesComeWithVAndTracesWithVv() {
    assertThat(CliRunner.ww("analyze", "-v", "--limit", "x", "y").err())
        .startsWith("error[E_OPTION]: --limit must be")
        .doesNotContain("\tat ");
    assertThat(CliRunner.ww("analyze", "-vv", "--limit", "x", "y").err()).contains("\tat ");
  }

  @Test
  void badEnvironmentNamesTheVariable() {
    CliRunner.Result result =
        new CliRunner().env("WEIGHTWATCHER_MEMORY", "lots").run("analyze", "x");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: WEIGHTWATCHER_MEMORY must be a size such as 512M, 4G or 4GB but was 'lots'\n");
    assertThat(new CliRunner().env("WEIGHTWATCHER_THREADS", "x").run("analyze", "x").err())
        .startsWith("error: WEIGHTWATCHER_THREADS must be auto or");
    assertThat(
            new CliRunner()
                .env("WEIGHTWATCHER_THREADS", "x")
                .run("describe", "-j", "1", CliRunner.example())
                .code())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "describe", "esd", "weights", "version", "help", "completion"})
  void helpBeginsWithExamplesAndNamesEveryDefault(String command) {
    CliRunner.Result full = CliRunner.ww(command, "--help");
    assertThat(full.code()).isZero();
    assertThat(full.err()).isEmpty();
    assertThat(full.out().indexOf("Examples:"))
        .isBetween(1, full.out().indexOf("Usage: weightwatcher " + command));
    assertThat(full.out().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100));
    new CommandOptions(command)
        .all()
        .forEach(option ->
            assertThat(String.join(" ", option.description()))
                .as(option.longestName())
                .containsPattern("\\(default: .*\\)|no default"));
    CliRunner.Result brief = CliRunner.ww(command, "-h");
    assertThat(brief.code()).isZero();
    assertThat(brief.out())
        .contains("Examples:")
        .endsWith("`weightwatcher " + command + " --help` lists every option.\n")
        .doesNotContain("--quiet");
    assertThat(CliRunner.ww("help", command).out()).isEqualTo(full.out());
  }

  /// Options of one command.
  private record CommandOptions(String command) {
    java.util.List<picocli.CommandLine.Model.OptionSpec> all() {
      var root = Cli.commands(new org.weightwatcher.cli.command.RootCommand());
      return java.util.Objects.requireNonNull(root.getSubcommands().get(command))
          .getCommandSpec()
          .options();
    }
  }

  @Test
  void noArgumentsMeanHelp() {
    CliRunner.Result result = CliRunner.ww();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Examples:", "analyze", "Commands:");
    assertThat(CliRunner.ww("-h").out()).isEqualTo(result.out());
  }

  @ParameterizedTest
  @CsvSource({
    "metrics, stable_rank",
    "formats, safetensors",
    "exit-codes, '70, 2, 6, 5, 3, 4'",
    "environment, NO_COLOR",
    "errors, E_NO_LAYERS",
  })
  void topicsAreExplained(String topic, String word) {
    CliRunner.Result result = CliRunner.ww("help", topic);
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains(word);
  }

  @Test
  void versionTellsWhatRuns() {
    assertThat(CliRunner.ww("version").out())
        .matches("weightwatcher \\S+ \\(Java 25\\S*, \\S+-\\S+, .+\\)\n");
    assertThat(CliRunner.ww("-V").out()).isEqualTo(CliRunner.ww("version").out());
    assertThat(CliRunner.ww("version", "--json-schema").out()).startsWith("{").endsWith("}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionIsAScript(String shell) {
    assertThat(CliRunner.ww("completion", shell).out())
        .contains("complete -F", "weightwatcher", "--min-evals");
  }
}
