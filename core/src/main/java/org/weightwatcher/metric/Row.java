package org.weightwatcher.metric;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The values of one layer, keyed by column; immutable. A column that was not computed is absent.
public final class Row implements Serializable {
  private static final long serialVersionUID = 1L;

  /// In the order of the columns.
  private final EnumMap<Column, Cell> cells;

  private Row(EnumMap<Column, Cell> cells) {
    this.cells = cells;
  }

  /// @return an empty builder
  public static Builder builder() {
    return new Builder(new EnumMap<>(Column.class));
  }

  /// @return a builder that starts with the values of this row
  public Builder toBuilder() {
    return new Builder(new EnumMap<>(cells));
  }

  /// @return the values in the order of the columns
  public Map<Column, Cell> cells() {
    return Collections.unmodifiableMap(cells);
  }

  /// @param column any column
  /// @return its value, if it was computed
  public Optional<Cell> cell(Column column) {
    return Optional.ofNullable(cells.get(column));
  }

  /// @param column a column of kind REAL
  /// @return its value; NaN where it was not or could not be computed
  public double real(Column column) {
    return cells.get(column) instanceof Cell.Real(double value) ? value : Double.NaN;
  }

  /// @param column a column of kind COUNT
  /// @return its value; empty where it was not or could not be computed
  public OptionalLong count(Column column) {
    return cells.get(column) instanceof Cell.Count(long value)
        ? OptionalLong.of(value)
        : OptionalLong.empty();
  }

  /// @param column a column of kind TEXT
  /// @return its value; empty where there is none
  public String text(Column column) {
    return cells.get(column) instanceof Cell.Text(String value) ? value : "";
  }

  /// @param column a column of kind FLAG
  /// @return its value; false where there is none
  public boolean flag(Column column) {
    return cells.get(column) instanceof Cell.Flag(boolean value) && value;
  }

  /// Collects values; checks that each fits its column.
  public static final class Builder {
    private final EnumMap<Column, Cell> cells;

    private Builder(EnumMap<Column, Cell> cells) {
      this.cells = cells;
    }

    /// @param column of kind REAL; or COUNT, for a count that could not be computed (NaN)
    /// @param value any number
    /// @return this
    public Builder real(Column column, double value) {
      return put(
          column, new Cell.Real(value), column.kind() == Column.Kind.REAL || Double.isNaN(value));
    }

    /// @param column of kind COUNT
    /// @param value any whole number
    /// @return this
    public Builder count(Column column, long value) {
      return put(column, new Cell.Count(value), column.kind() == Column.Kind.COUNT);
    }

    /// @param column of kind TEXT
    /// @param value any text
    /// @return this
    public Builder text(Column column, String value) {
      return put(column, new Cell.Text(value), column.kind() == Column.Kind.TEXT);
    }

    /// @param column of kind FLAG
    /// @param value yes or no
    /// @return this
    public Builder flag(Column column, boolean value) {
      return put(column, new Cell.Flag(value), column.kind() == Column.Kind.FLAG);
    }

    private Builder put(Column column, Cell cell, boolean fits) {
      if (!fits) {
        throw new IllegalArgumentException(
            "column %s holds %s but was given %s".formatted(column.label(), column.kind(), cell));
      }
      cells.put(column, cell);
      return this;
    }

    /// @return the row
    public Row build() {
      return new Row(new EnumMap<>(cells));
    }
  }
}
