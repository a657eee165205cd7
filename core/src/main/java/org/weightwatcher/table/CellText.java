package org.weightwatcher.table;

import org.weightwatcher.error.Printable;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;

/// Values as text of CSV and Markdown.
final class CellText {
  private CellText() {}

  /// @param column decides about escaping
  /// @param cell a value
  /// @return shortest decimal form that reads back to the same number; `nan`, `inf`, `-inf`,
  ///   `True`, `False`
  static String of(Column column, Cell cell) {
    return switch (cell) {
      case Cell.Real(double value) -> real(value);
      case Cell.Count(long value) -> Long.toString(value);
      case Cell.Flag(boolean value) -> value ? "True" : "False";
      case Cell.Text(String value) -> column == Column.SHAPE ? value : harmless(value);
    };
  }

  static String real(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
  }

  /// A spreadsheet would run a text that begins like a formula.
  private static String harmless(String text) {
    String safe = Printable.of(text);
    return !safe.isEmpty() && "=+-@".indexOf(safe.charAt(0)) >= 0 ? "'" + safe : safe;
  }
}
