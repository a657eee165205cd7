package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Verdict;
import org.weightwatcher.testing.GoldenCsv;

/// Judge: a reader of RFC 4180 gives back what went in.
class CsvWriterTest {
  private static String write(List<Column> columns, LayerResult... rows) throws IOException {
    StringWriter out = new StringWriter();
    CsvWriter.write(List.of(Tables.table(rows)), columns, out);
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with, comma",
        "with \"quotes\"",
        " spaces ",
        "",
        "ümlaut ☃",
        "semi;colon",
        "a'b"
      })
  void textsComeBack(String text) throws IOException {
    String csv =
        write(
            List.of(Column.LAYER_ID, Column.LONGNAME, Column.VERDICT),
            LayerResult.of(Tables.row(3, text, Verdict.GOOD).build()));
    assertThat(GoldenCsv.parse(csv).rows())
        .containsExactly(Map.of("layer_id", "3", "longname", text, "verdict", "good"));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf",
    "0.1, 0.1",
    "-0.0, -0.0",
    "1e300, 1.0E300"
  })
  void numbers(double value, String text) throws IOException {
    String csv = write(List.of(Column.ALPHA), Tables.alpha(Verdict.GOOD, value));
    assertThat(csv).isEqualTo("alpha\n" + text + "\n");
    assertThat((Double) GoldenCsv.number(text)).isEqualTo((Double) value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1.0 / 3, Double.MIN_VALUE, Double.MAX_VALUE, 123456789.125, Math.PI})
  void numbersComeBack(double value) throws IOException {
    String csv = write(List.of(Column.ALPHA), Tables.alpha(Verdict.GOOD, value));
    assertThat(GoldenCsv.number(GoldenCsv.parse(csv).rows().getFirst().get("alpha")))
        .isEqualTo(value);
  }

  @Test
  void flagsCountsAndGaps() throws IOException {
    String csv =
        write(
            List.of(Column.LAYER_ID, Column.HAS_ESD, Column.NUM_PL_SPIKES, Column.XMIN),
            LayerResult.of(
                Tables.row(1, "a", Verdict.GOOD)
                    .flag(Column.HAS_ESD, true)
                    .count(Column.NUM_PL_SPIKES, 12)
                    .build()),
            LayerResult.of(Tables.row(2, "b", Verdict.FAILED).flag(Column.HAS_ESD, false).build()));
    // Nobody has an xmin: no such column.
    assertThat(csv).isEqualTo("layer_id,has_esd,num_pl_spikes\n1,True,12\n2,False,\n");
  }

  /// A spreadsheet would run them.
  @ParameterizedTest
  @CsvSource({"=1+1, '''=1+1'", "+1, '''+1'", "-1, '''-1'", "@x, '''@x'", "a=1, a=1", "1-2, 1-2"})
  void formulasAreDefused(String name, String text) throws IOException {
    String csv =
        write(List.of(Column.LONGNAME), LayerResult.of(Tables.row(1, name, Verdict.GOOD).build()));
    assertThat(GoldenCsv.parse(csv).rows().getFirst()).containsEntry("longname", text);
  }

  @Test
  void controlCharactersAreEscaped() throws IOException {
    String csv =
        write(
            List.of(Column.LONGNAME),
            LayerResult.of(Tables.row(1, "a\u001b[31m\nb", Verdict.GOOD).build()));
    assertThat(csv).isEqualTo("longname\na\\u001B[31m\\u000Ab\n");
  }

  @Test
  void negativeNumbersAreNoFormulas() throws IOException {
    assertThat(write(List.of(Column.ALPHA), Tables.alpha(Verdict.GOOD, -1.5)))
        .isEqualTo("alpha\n-1.5\n");
  }

  @Test
  void eigenvalues() throws IOException {
    LayerResult row =
        LayerResult.of(Tables.row(7, "x,y", Verdict.GOOD).build(), new double[] {0.5, 2});
    StringWriter out = new StringWriter();
    CsvWriter.writeEsd(List.of(Tables.table(row)), out);
    assertThat(out)
        .hasToString(
            """
            layer_id,longname,index,eigenvalue
            7,"x,y",0,0.5
            7,"x,y",1,2.0
            """);
  }
}
