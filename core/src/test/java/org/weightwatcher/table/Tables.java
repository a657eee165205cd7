package org.weightwatcher.table;

import java.util.List;
import java.util.Map;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;
import org.weightwatcher.metric.Verdict;

/// Rows and tables written by hand.
final class Tables {
  private Tables() {}

  static Row.Builder row(int id, String name, Verdict verdict) {
    return Row.builder()
        .text(Column.MODEL, "m.pt")
        .count(Column.LAYER_ID, id)
        .text(Column.LONGNAME, name)
        .text(Column.VERDICT, verdict.word());
  }

  static LayerResult alpha(Verdict verdict, double alpha) {
    return LayerResult.of(row(0, "a", verdict).real(Column.ALPHA, alpha).build());
  }

  static LayerTable table(LayerResult... rows) {
    ModelInfo model =
        new ModelInfo(
            "m.pt",
            "pytorch",
            "ab",
            3,
            600,
            2400,
            Map.of("f32", 3),
            Map.of("key", "välue"),
            List.of(new ModelNote("W_TEST", "a note")));
    return LayerTable.of(model, List.of(rows), List.of());
  }
}
