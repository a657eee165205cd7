package org.weightwatcher.cli.terminal;

import java.util.List;

/// A table before it is drawn.
///
/// @param columns from left to right
/// @param rows each with one cell a column, or a note across all of them
public record Grid(List<Column> columns, List<Line> rows) {
  /// Copies the lists.
  public Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Where the cells of a column stand.
  public enum Align {
    /// Texts.
    LEFT,
    /// Numbers.
    RIGHT
  }

  /// One column.
  ///
  /// @param title its header
  /// @param align of its cells
  /// @param flexible whether its texts may be shortened in the middle
  /// @param dropRank columns with 1 go first where room is short, then 2, …; 0 never goes
  public record Column(String title, Align align, boolean flexible, int dropRank) {
    /// @param title its header
    /// @param dropRank when it goes
    /// @return a column of numbers
    public static Column right(String title, int dropRank) {
      return new Column(title, Align.RIGHT, false, dropRank);
    }

    /// @param title its header
    /// @param dropRank when it goes
    /// @return a column of texts
    public static Column left(String title, int dropRank) {
      return new Column(title, Align.LEFT, false, dropRank);
    }
  }

  /// One cell.
  ///
  /// @param text already escaped
  /// @param style its colour
  public record Cell(String text, Style style) {
    /// @param text already escaped
    /// @return a cell without colour
    public static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }
  }

  /// One line below the header.
  public sealed interface Line {
    /// A row.
    ///
    /// @param cells one a column
    record Row(List<Cell> cells) implements Line {
      /// Copies the list.
      public Row {
        cells = List.copyOf(cells);
      }
    }

    /// Rows that are left out.
    ///
    /// @param text what is said of them
    record Gap(String text) implements Line {}
  }

  /// @return the rows without the gaps
  public List<Line.Row> cells() {
    return rows.stream().filter(Line.Row.class::isInstance).map(Line.Row.class::cast).toList();
  }
}
