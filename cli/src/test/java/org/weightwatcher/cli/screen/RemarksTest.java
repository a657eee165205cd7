package org.weightwatcher.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;
import org.weightwatcher.metric.Verdict;

/// What is said of single layers. Judge: the texts of the specification, on rows made by hand.
class RemarksTest {
  private static final Look WIDE = new Look(100, true, false, Glyphs.UNICODE);

  private static LayerResult row(int id, String name, Verdict verdict, String notes) {
    return LayerResult.of(
        Row.builder()
            .count(Column.LAYER_ID, id)
            .text(Column.LONGNAME, name)
            .text(Column.LAYER_TYPE, "dense")
            .count(Column.N, 10)
            .count(Column.M, 10)
            .count(Column.RF, 1)
            .real(Column.ALPHA, 3)
            .real(Column.SIGMA, 0.1)
            .text(Column.VERDICT, verdict.word())
            .text(Column.NOTES, notes)
            .build());
  }

  @Test
  void aGoodLayerWithATrapIsNamed() {
    assertThat(
            Remarks.of(
                List.of(
                    row(1, "a", Verdict.GOOD, ""),
                    row(2, "b", Verdict.GOOD, "2 correlation traps"),
                    row(3, "c", Verdict.GOOD, "1 correlation trap"),
                    row(4, "d", Verdict.GOOD, "2 correlation traps")),
                WIDE))
        .containsExactly(
            "? b and 1 more  2 correlation traps", "? c             1 correlation trap");
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD, ?",
    "OVER_TRAINED, ?",
    "UNDER_TRAINED, ?",
    "RANDOM_LIKE, ?",
    "NOT_RELIABLE, !",
    "FAILED, !"
  })
  void theMarkSaysWhetherToLookOrToIgnore(Verdict verdict, String mark) {
    assertThat(Remarks.of(List.of(row(1, "a", verdict, "why")), WIDE))
        .containsExactly(mark + " a  why");
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void nothingToSayIsNotSaid(Verdict verdict) {
    assertThat(Remarks.of(List.of(row(1, "a", verdict, "")), WIDE)).isEmpty();
  }

  @Test
  void aSliceIsNamedByItsNumber() {
    LayerResult slice =
        LayerResult.of(
            row(1, "conv1", Verdict.GOOD, "1 correlation trap").row().toBuilder()
                .count(Column.SLICE_ID, 3)
                .build());
    assertThat(Remarks.of(List.of(slice), WIDE)).containsExactly("? conv1 [3]  1 correlation trap");
    assertThat(RowName.noun(List.of(slice))).isEqualTo("slice");
    assertThat(RowName.noun(List.of(row(1, "a", Verdict.GOOD, "")))).isEqualTo("layer");
    assertThat(RowName.counted(1, "slice")).isEqualTo("1 slice");
    assertThat(RowName.counted(0, "layer")).isEqualTo("0 layers");
  }

  /// Of 30 good layers only the first 5 and the last 3 are shown, but never hidden with a trap.
  @Test
  void aTrappedRowIsNeverHidden() {
    List<LayerResult> rows =
        IntStream.range(0, 30)
            .mapToObj(i -> row(i, "layer" + i, Verdict.GOOD, i == 15 ? "1 correlation trap" : ""))
            .toList();
    String table =
        String.join(
            "\n",
            org.weightwatcher.cli.terminal.TextTable.draw(
                AnalyzeTable.of(rows, Glyphs.UNICODE, true), WIDE));
    assertThat(table)
        .contains("layer4 ", "10 more, all good", "layer15 ", "11 more, all good", "layer27 ")
        .doesNotContain("layer14 ", "layer16 ");
  }

  @Test
  void anInfiniteErrorIsNotPrinted() {
    LayerResult row =
        LayerResult.of(
            row(1, "a", Verdict.GOOD, "").row().toBuilder()
                .real(Column.SIGMA, Double.POSITIVE_INFINITY)
                .build());
    assertThat(AlphaText.of(List.of(row), Glyphs.UNICODE)).containsExactly("3.00");
  }
}
