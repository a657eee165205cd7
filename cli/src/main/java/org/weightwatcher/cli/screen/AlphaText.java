package org.weightwatcher.cli.screen;

import java.util.List;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Glyphs;

/// Alphas of one table, the signs `±` below each other.
final class AlphaText {
  private final List<String> values;
  private final List<String> errors;
  private final Glyphs glyphs;

  private AlphaText(List<String> values, List<String> errors, Glyphs glyphs) {
    this.values = values;
    this.errors = errors;
    this.glyphs = glyphs;
  }

  /// @param rows every row of the table
  /// @param glyphs which characters
  /// @return their texts
  static List<String> of(List<LayerResult> rows, Glyphs glyphs) {
    AlphaText text =
        new AlphaText(
            rows.stream().map(row -> value(row.alpha(), glyphs)).toList(),
            rows.stream().map(AlphaText::error).toList(),
            glyphs);
    return text.aligned();
  }

  private static String value(double alpha, Glyphs glyphs) {
    // Only the reference's failed fit is negative: a mark, not a measurement.
    return Double.isNaN(alpha) ? glyphs.dash() : alpha == -1 ? "-1" : Figures.short3(alpha);
  }

  private static String error(LayerResult row) {
    boolean known =
        row.alpha() > 0
            && Double.isFinite(row.alpha())
            && row.sigma() >= 0
            && Double.isFinite(row.sigma());
    return known ? Figures.fixed(row.sigma(), Figures.decimals(row.alpha())) : "";
  }

  private List<String> aligned() {
    int left = widest(values);
    int right = widest(errors);
    int sign = right == 0 ? 0 : 1 + glyphs.plusMinus().length();
    return java.util.stream.IntStream.range(0, values.size())
        .mapToObj(i -> one(i, left, sign + right))
        .toList();
  }

  private String one(int i, int left, int right) {
    String error = errors.get(i).isEmpty() ? "" : " " + glyphs.plusMinus() + errors.get(i);
    return " ".repeat(left - values.get(i).length())
        + values.get(i)
        + error
        + " ".repeat(right - error.length());
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
