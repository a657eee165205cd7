package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options that contradict, or that mean nothing without another one. Judge: the list in the
/// specification of the command. The model does not exist: were it opened first, the exit code
/// would be 3.
class ContradictionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # limits
          analyze --min-evals 20 --max-evals 20 | --min-evals 20 must be below --max-evals 20
          analyze --min-evals 20 --max-n 19 | --max-n 19 must not be below --min-evals 20
          analyze --compat reference --max-n 100 | --max-n 100 must not be below --max-evals 15000 with --compat reference
          describe --min-evals 20 --max-evals 20 | --min-evals 20 must be below --max-evals 20
          # tensors that hold several matrices
          analyze --experts pooled --no-pool | --experts pooled cannot be combined with --no-pool
          describe --experts first --compat reference | --experts first cannot be combined with --compat reference: the reference does not have it
          analyze --split-fused --compat reference | --split-fused cannot be combined with --compat reference: the reference does not have it
          analyze --include-norms --compat reference | --include-norms cannot be combined with --compat reference: the reference does not have it
          # the fit
          analyze --fix-fingers xmin-peak --xmax 2 | --fix-fingers xmin-peak cannot be combined with --xmax 2
          analyze --fix-fingers clip-xmax --xmax 2 | --fix-fingers clip-xmax cannot be combined with --xmax 2
          analyze --fit e-tpl --xmax 2 | --fit e-tpl cannot be combined with --xmax 2
          analyze --fit e-tpl --fix-fingers clip-xmax | --fit e-tpl cannot be combined with --fix-fingers clip-xmax
          analyze --fit etpl --fix-fingers clip-xmax | --fit e-tpl cannot be combined with --fix-fingers clip-xmax
          analyze --xmax force | --xmax force needs --pl-package powerlaw
          analyze --xmax force --pl-package ww | --xmax force needs --pl-package powerlaw
          analyze --fit tpl --compat reference | --fit tpl with --compat reference needs --pl-package powerlaw
          analyze --fit e-tpl --compat reference | --fit e-tpl with --compat reference needs --pl-package powerlaw
          analyze --xmin-max 2 | --xmin-max 2.0 needs --fix-fingers xmin-peak
          analyze --xmin-max 2 --fix-fingers clip-xmax | --xmin-max 2.0 needs --fix-fingers xmin-peak
          analyze --xmin-max -1 --fix-fingers xmin-peak | --xmin-max must be a number > 0 but was -1.0
          analyze --max-fingers 10 | --max-fingers 10 needs --fix-fingers clip-xmax
          analyze --max-fingers 3 --fix-fingers xmin-peak | --max-fingers 3 needs --fix-fingers clip-xmax
          analyze --max-fingers 3 --fit e-tpl | --max-fingers 3 needs --fix-fingers clip-xmax
          analyze --finger-thresh 1.0 | --finger-thresh 1.0 needs --fix-fingers clip-xmax
          analyze --finger-thresh .5 --fix-fingers none | --finger-thresh 0.5 needs --fix-fingers clip-xmax
          # what is computed on request
          analyze --mp-method trim | --mp-method trim needs --mp-fit or --randomize
          analyze --mp-method kde --detx | --mp-method kde needs --mp-fit or --randomize
          analyze --mp-method kde --mp-fit --compat reference | --mp-method kde cannot be combined with --compat reference, which has its own rule
          analyze --random-replicas 3 | --random-replicas 3 needs --randomize
          analyze --random-replicas 3 --mp-fit | --random-replicas 3 needs --randomize
          analyze --random-replicas 3 --randomize --compat reference | --random-replicas 3 cannot be combined with --compat reference, which has its own rule
          analyze --seed -1 --compat reference | --seed must be between 0 and 4294967295 with --compat reference but was -1
          analyze --seed 4294967296 --compat reference | --seed must be between 0 and 4294967295 with --compat reference but was 4294967296
          esd --seed -1 --compat reference | --seed must be between 0 and 4294967295 with --compat reference but was -1
          # the spectrum
          analyze --inverse --vectors | --inverse cannot be combined with --vectors
          analyze --tolerance -1e-6 | --tolerance must be >= 0 and finite but was -1.0E-6
          # which matrices
          analyze --conv-fft --no-pool | --conv-fft cannot be combined with --no-pool
          analyze --intra --no-pool | --intra cannot be combined with --no-pool
          analyze --stacked --no-pool | --stacked cannot be combined with --no-pool
          analyze --conv-fft --intra | --conv-fft cannot be combined with --intra
          analyze --intra --conv-fft | --conv-fft cannot be combined with --intra
          analyze --fft --conv-fft | --fft cannot be combined with --conv-fft
          analyze --fft --intra | --fft cannot be combined with --intra
          analyze --fft --stacked | --fft cannot be combined with --stacked
          analyze --conv-fft --stacked | --conv-fft cannot be combined with --stacked
          analyze --intra --stacked | --intra cannot be combined with --stacked
          analyze --intra --randomize | --intra cannot be combined with --randomize
          analyze --conv-fft --randomize | --conv-fft cannot be combined with --randomize
          analyze --intra --vectors | --intra cannot be combined with --vectors
          analyze --fft --vectors | --fft cannot be combined with --vectors
          analyze --conv-fft --vectors | --conv-fft cannot be combined with --vectors
          analyze --stacked --vectors | --stacked cannot be combined with --vectors
          analyze --no-sparsify | --no-sparsify needs --intra
          analyze --no-sparsify --stacked | --no-sparsify needs --intra
          analyze --fft --compat reference | --fft cannot be combined with --compat reference: the reference always fails with it
          analyze --channels first --compat reference | --channels first cannot be combined with --compat reference: the reference always fails with it
          analyze --channels last --compat reference-float64 | --channels last cannot be combined with --compat reference: the reference always fails with it
          describe --conv-fft --intra | --conv-fft cannot be combined with --intra
          describe --stacked --no-pool | --stacked cannot be combined with --no-pool
          describe --channels first --compat reference | --channels first cannot be combined with --compat reference: the reference always fails with it
          esd --conv-fft --no-pool | --conv-fft cannot be combined with --no-pool
          esd --no-sparsify | --no-sparsify needs --intra
          esd --fft --intra | --fft cannot be combined with --intra
          """)
  void areRefusedBeforeAModelIsOpened(String line, String message) {
    CliRunner.Result result = CliRunner.ww((line + " no-such-model.pt").split(" ", -1));
    assertThat(result.err()).isEqualTo("error: " + message + "\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --intra     | --intra cannot be combined with --randomize
          --conv-fft  | --conv-fft cannot be combined with --randomize
          --stacked   | --stacked cannot be combined with --vectors
          --fft       | --fft cannot be combined with --vectors
          --inverse   | --inverse cannot be combined with --vectors
          """)
  void fullSaysWhatItStandsFor(String option, String message) {
    CliRunner.Result result = CliRunner.ww("analyze", "--full", option, "no-such-model.pt");
    assertThat(result.err())
        .isEqualTo(
            "error: %s\n  try without --full, which means --randomize --mp-fit --detx --vectors\n"
                .formatted(message));
    assertThat(result.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--fit e-tpl --xmin-max 2",
    "--fix-fingers clip-xmax --max-fingers 3 --finger-thresh 0.5",
    "--pl-package powerlaw --xmax force --fix-fingers clip-xmax",
    "--mp-method kde --randomize",
    "--no-sparsify --intra",
    "--no-pool --fft",
    "--stacked --randomize",
    "--full --no-pool --channels first --glorot-fix",
  })
  void whatFitsTogetherGetsAsFarAsTheModel(String options) {
    CliRunner.Result result =
        CliRunner.ww(("analyze " + options + " no-such-model.pt").split(" ", -1));
    assertThat(result.err()).startsWith("error: no-such-model.pt");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void theReferenceIgnoresGlorotFixAndSaysSo() {
    String note = "note: --glorot-fix has no effect with --compat reference: it has none there";
    String[] line = {"describe", "--glorot-fix", "--compat", "reference", CliRunner.example()};
    assertThat(CliRunner.ww(line).err().lines()).containsOnlyOnce(note);
    line[0] = "analyze";
    assertThat(CliRunner.ww(line).err().lines()).containsOnlyOnce(note);
    assertThat(CliRunner.ww("describe", "--glorot-fix", CliRunner.example()).err()).isEmpty();
    assertThat(CliRunner.ww("describe", "--compat", "reference", CliRunner.example()).err())
        .isEmpty();
  }
}
