package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Judge: the declared kind of each column.
class RowTest {
  @ParameterizedTest
  @EnumSource(Column.class)
  void takesOnlyItsOwnKind(Column column) {
    List<Column.Kind> taken =
        Arrays.stream(Column.Kind.values()).filter(kind -> takes(column, kind)).toList();
    assertThat(taken).containsExactly(column.kind());
  }

  private static boolean takes(Column column, Column.Kind kind) {
    Row.Builder row = Row.builder();
    try {
      switch (kind) {
        case REAL -> row.real(column, 1.5);
        case COUNT -> row.count(column, 1);
        case TEXT -> row.text(column, "x");
        case FLAG -> row.flag(column, true);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Row.builder().count(Column.ALPHA, 3))
        .withMessage("column alpha holds REAL but was given Count[value=3]");
  }

  @Test
  void aCountMayBeUnknown() {
    Row row = Row.builder().real(Column.NUM_PL_SPIKES, Double.NaN).build();
    assertThat(row.count(Column.NUM_PL_SPIKES)).isEmpty();
    assertThat(row.cell(Column.NUM_PL_SPIKES)).contains(new Cell.Real(Double.NaN));
  }

  @Test
  void absentIsNotWrong() {
    Row row = Row.builder().build();
    assertThat(row.real(Column.ALPHA)).isNaN();
    assertThat(row.count(Column.N)).isEmpty();
    assertThat(row.text(Column.NAME)).isEmpty();
    assertThat(row.flag(Column.HAS_ESD)).isFalse();
    assertThat(row.cell(Column.ALPHA)).isEmpty();
  }

  @Test
  void isImmutableAndOrdered() {
    Row.Builder builder = Row.builder().text(Column.NAME, "b").count(Column.LAYER_ID, 1);
    Row row = builder.build();
    builder.text(Column.NAME, "changed");
    row.toBuilder().text(Column.NAME, "changed too");
    assertThat(row.text(Column.NAME)).isEqualTo("b");
    assertThat(row.cells().keySet()).containsExactly(Column.LAYER_ID, Column.NAME);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> row.cells().clear());
  }

  @Test
  void labelsAreUnique() {
    Function<String, Column> find = label -> Column.ofLabel(label).orElseThrow();
    for (Column column : Column.values()) {
      assertThat(find.apply(column.label())).isEqualTo(column);
    }
    assertThat(Column.ofLabel("no such column")).isEmpty();
  }
}
