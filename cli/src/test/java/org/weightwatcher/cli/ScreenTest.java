package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Whole screens, looked at by hand. The first paragraph holds the path of this machine and is
/// checked apart.
class ScreenTest {
  private static final String MODEL = CliRunner.example();

  private static String analyze(CliRunner runner, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "analyze";
    arguments[1] = MODEL;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return runner.env("NO_COLOR", "1").run(arguments).out();
  }

  /// Everything below the first empty line.
  private static String body(String screen) {
    return screen.substring(screen.indexOf("\n\n") + 2);
  }

  private static String five(CliRunner runner) {
    return body(analyze(runner, "-l", "0,1,2,6,20"));
  }

  @Test
  void sixtyColumns() {
    assertThat(five(new CliRunner().terminal(60)))
        .isEqualTo(
            """
             ID  LAYER                              ALPHA  VERDICT
              0  transformer.wpe               1.55 ±0.08  over-trained?
              1  transformer.wte               5.24 ±1.50  not reliable
              2  transformer.h.0.attn.k_proj   2.07 ±0.21  good
              6  transformer.h….mlp.down_proj  9.12 ±2.57  not reliable
             20  lm_head                       2.33 ±0.34  good

            alpha  mean 1.98, median 2.07 over 3 reliable layers
            (all 5: mean 4.06)
            good 2 · over-trained? 1 · not reliable 2 · not selected 16
            skipped 32 (see describe)

            ? transformer.wpe
                alpha below 2: unusually heavy tail; may be over-trained
                or dominated by a few large values
            ! transformer.wte
                only 8 eigenvalues in the tail, alpha needs 10; ignore
                this value; small-tail
            ! transformer.h.0.mlp.down_proj
                alpha above 8: not a power law here; ignore this value
            """);
  }

  @Test
  void eightyColumns() {
    assertThat(five(new CliRunner().terminal(80)))
        .isEqualTo(
            """
             ID  LAYER                          N×M       ALPHA      D  RANK*  VERDICT
              0  transformer.wpe             112×96  1.55 ±0.08  0.083    2.6  over-trained?
              1  transformer.wte             112×65  5.24 ±1.50  0.151   12.4  not reliable
              2  transformer.….attn.k_proj  112×112  2.07 ±0.21  0.080    3.3  good
              6  transformer.…lp.down_proj  448×112  9.12 ±2.57  0.135   27.8  not reliable
             20  lm_head                     112×65  2.33 ±0.34  0.067    2.1  good
             * stable rank

            alpha  mean 1.98, median 2.07 over 3 reliable layers  (all 5: mean 4.06)
            good 2 · over-trained? 1 · not reliable 2 · not selected 16
            skipped 32 (see describe)

            ? transformer.wpe                alpha below 2: unusually heavy tail; may be
                                             over-trained or dominated by a few large values
            ! transformer.wte                only 8 eigenvalues in the tail, alpha needs 10;
                                             ignore this value; small-tail
            ! transformer.h.0.mlp.down_proj  alpha above 8: not a power law here; ignore
                                             this value
            """);
  }

  @Test
  void hundredColumns() {
    assertThat(five(new CliRunner().terminal(100)))
        .isEqualTo(
            """
             ID  LAYER                          TYPE           N×M       ALPHA      D  RANK*  VERDICT
              0  transformer.wpe                embedding   112×96  1.55 ±0.08  0.083    2.6  over-trained?
              1  transformer.wte                embedding   112×65  5.24 ±1.50  0.151   12.4  not reliable
              2  transformer.h.0.attn.k_proj    dense      112×112  2.07 ±0.21  0.080    3.3  good
              6  transformer.h.0.mlp.down_proj  dense      448×112  9.12 ±2.57  0.135   27.8  not reliable
             20  lm_head                        dense       112×65  2.33 ±0.34  0.067    2.1  good
             * stable rank

            alpha  mean 1.98, median 2.07 over 3 reliable layers  (all 5: mean 4.06)
            good 2 · over-trained? 1 · not reliable 2 · not selected 16 · skipped 32 (see describe)

            ? transformer.wpe                alpha below 2: unusually heavy tail; may be over-trained or
                                             dominated by a few large values
            ! transformer.wte                only 8 eigenvalues in the tail, alpha needs 10; ignore this value;
                                             small-tail
            ! transformer.h.0.mlp.down_proj  alpha above 8: not a power law here; ignore this value
            """);
  }

  @Test
  void twoHundredColumns() {
    assertThat(five(new CliRunner().terminal(200)))
        .isEqualTo(
            """
             ID  LAYER                          TYPE           N×M       ALPHA      D  RANK*  VERDICT
              0  transformer.wpe                embedding   112×96  1.55 ±0.08  0.083    2.6  over-trained?
              1  transformer.wte                embedding   112×65  5.24 ±1.50  0.151   12.4  not reliable
              2  transformer.h.0.attn.k_proj    dense      112×112  2.07 ±0.21  0.080    3.3  good
              6  transformer.h.0.mlp.down_proj  dense      448×112  9.12 ±2.57  0.135   27.8  not reliable
             20  lm_head                        dense       112×65  2.33 ±0.34  0.067    2.1  good
             * stable rank

            alpha  mean 1.98, median 2.07 over 3 reliable layers  (all 5: mean 4.06)
            good 2 · over-trained? 1 · not reliable 2 · not selected 16 · skipped 32 (see describe)

            ? transformer.wpe                alpha below 2: unusually heavy tail; may be over-trained or dominated by a few large values
            ! transformer.wte                only 8 eigenvalues in the tail, alpha needs 10; ignore this value; small-tail
            ! transformer.h.0.mlp.down_proj  alpha above 8: not a power law here; ignore this value
            """);
  }

  @Test
  void ascii() {
    assertThat(five(new CliRunner().terminal(80).ascii()))
        .isEqualTo(
            """
             ID  LAYER                         NxM        ALPHA      D  RANK*  VERDICT
              0  transformer.wpe            112x96  1.55 +-0.08  0.083    2.6  over-trained?
              1  transformer.wte            112x65  5.24 +-1.50  0.151   12.4  not reliable
              2  transforme...attn.k_proj  112x112  2.07 +-0.21  0.080    3.3  good
              6  transforme...p.down_proj  448x112  9.12 +-2.57  0.135   27.8  not reliable
             20  lm_head                    112x65  2.33 +-0.34  0.067    2.1  good
             * stable rank

            alpha  mean 1.98, median 2.07 over 3 reliable layers  (all 5: mean 4.06)
            good 2, over-trained? 1, not reliable 2, not selected 16
            skipped 32 (see describe)

            ? transformer.wpe                alpha below 2: unusually heavy tail; may be
                                             over-trained or dominated by a few large values
            ! transformer.wte                only 8 eigenvalues in the tail, alpha needs 10;
                                             ignore this value; small-tail
            ! transformer.h.0.mlp.down_proj  alpha above 8: not a power law here; ignore
                                             this value
            """);
  }

  @Test
  void describeInSixtyColumns() {
    assertThat(
            body(
                new CliRunner()
                    .terminal(60)
                    .env("NO_COLOR", "1")
                    .run("describe", MODEL, "-j", "1", "-l", "0,1,2,6,20")
                    .out()))
        .isEqualTo(
            """
             ID  LAYER                         EVALS  STATUS
              0  transformer.wpe                  96  ok
              1  transformer.wte                  65  ok
              2  transformer.h.0.attn.k_proj     112  ok
              6  transformer.h….mlp.down_proj    112  ok
             20  lm_head                          65  ok
              –  transformer.h.0.ln_1              –  skipped: no matrix
              –  transformer.h.0.ln_2              –  skipped: no matrix
              –  transformer.h.1.ln_1              –  skipped: no matrix
              –  transformer.h.1.ln_2              –  skipped: no matrix
              –  transformer.h.2.ln_1              –  skipped: no matrix
              –  transformer.h.2.ln_2              –  skipped: no matrix
              –  transformer.ln_f                  –  skipped: no matrix
             … 16 layers not selected and 25 tensors without a matrix
             (--all lists them)

            would analyze 5 of 53 tensors: about a second with 1 thread,
            at most 882.9 KiB for matrices
            """);
  }

  @Test
  void pipesAreNotCut() {
    String piped = analyze(new CliRunner());
    assertThat(piped)
        .contains("transformer.h.2.mlp.down_proj")
        .doesNotContain("\u001b", "--limit 0");
    assertThat(piped.lines().findFirst().orElseThrow())
        .endsWith(
            "model.safetensors  safetensors · 53 tensors · 21 layers · 481,488 parameters · f32");
  }

  @Test
  void coloursAreOnlyAHint() {
    CliRunner.Result coloured = new CliRunner().terminal(100).run("analyze", MODEL);
    assertThat(coloured.out()).contains("\u001b[32mgood\u001b[0m");
    assertThat(coloured.out().replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(analyze(new CliRunner().terminal(100)));
    assertThat(new CliRunner().terminal(100).run("analyze", "--color", "never", MODEL).out())
        .doesNotContain("\u001b");
    assertThat(new CliRunner().env("FORCE_COLOR", "1").run("describe", MODEL).out())
        .contains("\u001b[");
  }

  @Test
  void chosenColumnsMakeAnotherTable() {
    assertThat(analyze(new CliRunner(), "-l", "20", "--columns", "longname,M,alpha,verdict"))
        .contains(" longname   M    alpha  verdict\n lm_head   65  2.32816  good\n");
  }

  @Test
  void limitZeroShowsEveryRow() {
    assertThat(analyze(new CliRunner().terminal(100), "--limit", "0").lines().count())
        .isGreaterThan(21 + 5);
  }
}
