package org.weightwatcher.table;

import java.util.Arrays;
import org.weightwatcher.metric.Column;

/// The documentation page of all columns, made from their list.
public final class MetricsPage {
  private static final String INTRODUCTION =
      """
      # Metrics

      Every column of a result, in the order of results. This page is made from the list of columns in the
      code; a test compares the two.

      Symbols: `lambda` are the eigenvalues of `WᵀW` of all matrices of the layer, pooled, without division by
      N; `s` their square roots, the singular values; `n` their number; `k` the number of eigenvalues in the
      tail; `F` the fitted distribution; `eps` = 2⁻⁵². Weights of convolutions are multiplied by `sqrt(1/2)`
      first, with `--no-pool` by `sqrt(rf/2)`, as in the Python package (`--no-conv-norm` leaves them as they
      are). With `--inverse` all columns but sv_max, sv_min, rank_loss and weak_rank_loss are of `1/lambda`
      (of the eigenvalues that are not lost), so that sv_max² is not lambda_max. Sources without a paper are
      functions of WeightWatcher 0.7.5.5.

      A value that cannot be computed is `nan` in CSV and `null` in JSON, with the reason in `notes`; with
      `--compat reference` it is `-1`. A column that was not computed is absent.
      """;

  private static final String VERDICTS =
      """

      ## Verdicts

      The first rule that applies:

      | verdict | rule |
      | --- | --- |
      | `failed` | no fit |
      | `random-like?` | no eigenvalue above the Marchenko-Pastur edge of the trimmed bulk |
      | `not reliable` | alpha > 8, fewer than 50 eigenvalues, fewer than 10 in the tail, sigma > alpha/4, or D·sqrt(num_pl_spikes) > 0.9 |
      | `over-trained?` | alpha < 2 |
      | `under-trained?` | alpha > 6 |
      | `good` | 2 ≤ alpha ≤ 6 |

      2 and 6 are the thresholds of the Python package, 8 and 50 those of its README. For true power laws
      D·sqrt(tail) has the median 0.44–0.51 and the 99 % quantile 0.77–0.92, for every size; Gaussian matrices
      with a few planted spikes have alpha 1.9–2.3, which looks ideal, and D·sqrt(tail) 1.2–2.2. Pure Gaussian
      matrices have alpha 3–27: D cannot tell them from trained layers, the Marchenko-Pastur edge can.
      """;

  private MetricsPage() {}

  /// @return Markdown, with a final line feed
  public static String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    section(page, "The layer", Column.Group.LAYER);
    section(page, "What a row is, with `--no-pool` and `--intra`", Column.Group.SLICE);
    section(page, "The spectrum", Column.Group.SPECTRUM);
    section(page, "The fit of the tail", Column.Group.FIT);
    section(page, "The fit, with an option", Column.Group.OPTION);
    section(page, "Norms and shape", Column.Group.NORMS);
    section(page, "Eigenvectors, with `--vectors`", Column.Group.VECTORS);
    section(page, "The Marchenko-Pastur bulk, with `--mp-fit`", Column.Group.MP_FIT);
    section(page, "Shuffled weights, with `--randomize`", Column.Group.RANDOMIZE);
    section(page, "The determinant condition, with `--detx`", Column.Group.DETX);
    section(page, "Ours, always", Column.Group.OURS);
    section(page, "Ours, by `--columns NAME` or `--columns all`", Column.Group.REQUEST);
    return page.append(VERDICTS).toString();
  }

  private static void section(StringBuilder page, String title, Column.Group group) {
    page.append("\n## ").append(title).append("\n\n");
    page.append(
        "| column | type | formula | meaning | source |\n| --- | --- | --- | --- | --- |\n");
    Arrays.stream(Column.values())
        .filter(column -> column.group() == group)
        .forEach(column -> row(page, column));
  }

  private static void row(StringBuilder page, Column column) {
    String formula = column.formula().isEmpty() ? "" : "`" + column.formula() + "`";
    page.append(
        "| `%s` | %s | %s | %s | %s |\n"
            .formatted(
                column.label(),
                word(column.kind()),
                cell(formula),
                column.meaning(),
                column.source()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String word(Column.Kind kind) {
    return switch (kind) {
      case REAL -> "number";
      case COUNT -> "count";
      case TEXT -> "text";
      case FLAG -> "yes/no";
    };
  }
}
