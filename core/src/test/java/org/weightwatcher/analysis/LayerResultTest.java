package org.weightwatcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;

/// Judge: the list of columns: one accessor each, its name in camelCase, its type that of the kind.
class LayerResultTest {
  /// Counts that every row has.
  private static final Set<Column> ALWAYS =
      Set.of(Column.LAYER_ID, Column.N, Column.M, Column.RF, Column.NUM_EVALS, Column.NUM_PARAMS);

  private static String camelCase(String label) {
    StringBuilder name = new StringBuilder();
    String[] words = label.split("_", -1);
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      name.append(
          i == 0
              ? word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1)
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  @ParameterizedTest
  @EnumSource(Column.class)
  void everyColumnHasAnAccessor(Column column) throws ReflectiveOperationException {
    Method accessor = LayerResult.class.getMethod(camelCase(column.label()));
    assertThat(Modifier.isPublic(accessor.getModifiers())).isTrue();
    Row.Builder row = Row.builder();
    Object expected =
        switch (column.kind()) {
          case REAL -> {
            row.real(column, 2.5);
            yield 2.5;
          }
          case COUNT -> {
            row.count(column, 7);
            yield ALWAYS.contains(column) ? (Object) 7L : OptionalLong.of(7);
          }
          case TEXT -> {
            row.text(column, "word");
            yield "word";
          }
          case FLAG -> {
            row.flag(column, true);
            yield true;
          }
        };
    LayerResult result = LayerResult.of(row.build());
    assertThat(accessor.invoke(result)).isEqualTo(expected);
    assertThat(result.get(column.label())).isEqualTo(row.build().cell(column));
  }

  @Test
  void unknownNamesAreEmpty() {
    LayerResult result = LayerResult.of(Row.builder().real(Column.ALPHA, 3).build());
    assertThat(result.get("alpha")).contains(new Cell.Real(3));
    assertThat(result.get("Alpha")).isEmpty();
    assertThat(result.get("num_evals")).isEmpty();
  }

  @Test
  void eigenvaluesAreCopied() {
    double[] esd = {1, 2};
    LayerResult result = LayerResult.of(Row.builder().build(), esd);
    esd[0] = 5;
    result.esd()[1] = 6;
    assertThat(result.esd()).containsExactly(1, 2);
    assertThat(result.with(Row.builder().text(Column.NAME, "x").build()).esd())
        .containsExactly(1, 2);
  }
}
