package org.weightwatcher.cli.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Draws a grid in columns with two spaces between them. Where room is short, names are shortened
/// first, then whole columns go, then names are shortened further.
public final class TextTable {
  private static final int GAP = 2;

  /// Names below this are hard to tell apart, so columns go first.
  private static final int COMFORTABLE = 24;

  private static final int SHORTEST = 8;
  private final Grid grid;
  private final Look look;
  private final List<Integer> shown;
  private final int[] widths;
  private final int[] heads;

  private TextTable(Grid grid, Look look) {
    this.grid = grid;
    this.look = look;
    this.widths = IntStream.range(0, grid.columns().size()).map(this::natural).toArray();
    this.heads = new int[widths.length];
    this.shown = fit();
  }

  /// @param grid the table
  /// @param look how it is drawn
  /// @return one text a line, no trailing spaces
  public static List<String> draw(Grid grid, Look look) {
    return new TextTable(grid, look).lines();
  }

  /// @param grid the table
  /// @param look how it is drawn
  /// @param title of a column
  /// @return whether the column is drawn
  public static boolean shows(Grid grid, Look look, String title) {
    TextTable table = new TextTable(grid, look);
    return table.shown.stream().anyMatch(i -> grid.columns().get(i).title().equals(title));
  }

  private int natural(int column) {
    int header = NameShortener.width(grid.columns().get(column).title());
    return grid.cells().stream()
        .mapToInt(row -> NameShortener.width(row.cells().get(column).text()))
        .reduce(header, Math::max);
  }

  private List<Integer> fit() {
    List<Integer> columns =
        new ArrayList<>(IntStream.range(0, grid.columns().size()).boxed().toList());
    int room = look.width() == Look.UNLIMITED ? Look.UNLIMITED : look.width() - 1;
    int rank = 1;
    int last = columns.size();
    while (excess(columns, room) > slack(columns, COMFORTABLE) && rank <= last) {
      int going = rank++;
      columns.removeIf(i -> grid.columns().get(i).dropRank() == going);
    }
    shrink(columns, excess(columns, room));
    return List.copyOf(columns);
  }

  /// The widest gives way first, so that no text is lost while another has room.
  private void shrink(List<Integer> columns, int excess) {
    for (int left = excess; left > 0; left--) {
      Optional<Integer> widest =
          columns.stream()
              .filter(i -> grid.columns().get(i).flexible() && widths[i] > SHORTEST)
              .max(Comparator.comparingInt(i -> widths[i]));
      if (widest.isEmpty()) {
        return;
      }
      widths[widest.get()]--;
    }
  }

  private int excess(List<Integer> columns, int room) {
    long needed = columns.stream().mapToLong(i -> widths[i] + (long) GAP).sum() - GAP;
    return (int) Math.max(0, needed - room);
  }

  private int slack(List<Integer> columns, int shortest) {
    return columns.stream()
        .filter(i -> grid.columns().get(i).flexible())
        .mapToInt(i -> Math.max(0, widths[i] - Math.max(shortest, clear(i))))
        .sum();
  }

  /// The least width at which the texts of a column stay different.
  private int clear(int column) {
    List<String> texts = texts(column);
    return IntStream.range(SHORTEST, widths[column])
        .filter(w -> NameShortener.head(texts, w, look.glyphs().ellipsis()).isPresent())
        .findFirst()
        .orElse(widths[column]);
  }

  private List<String> texts(int column) {
    return grid.cells().stream().map(row -> row.cells().get(column).text()).toList();
  }

  private List<String> lines() {
    for (int i : shown) {
      String ellipsis = look.glyphs().ellipsis();
      heads[i] =
          NameShortener.head(texts(i), widths[i], ellipsis)
              .orElse((widths[i] - ellipsis.length()) / 2);
    }
    List<String> lines = new ArrayList<>();
    List<Grid.Cell> header =
        grid.columns().stream().map(c -> new Grid.Cell(c.title(), Style.STRONG)).toList();
    lines.add(line(header));
    for (Grid.Line line : grid.rows()) {
      lines.add(
          switch (line) {
            case Grid.Line.Row(List<Grid.Cell> cells) -> line(cells);
            case Grid.Line.Gap(String text) -> gap(text);
          });
    }
    return lines;
  }

  private String line(List<Grid.Cell> cells) {
    StringBuilder line = new StringBuilder(" ");
    int pending = 0;
    for (int i : shown) {
      Grid.Cell cell = cells.get(i);
      Grid.Column column = grid.columns().get(i);
      String text =
          NameShortener.shorten(cell.text(), widths[i], look.glyphs().ellipsis(), heads[i]);
      int padding = widths[i] - NameShortener.width(text);
      boolean right = column.align() == Grid.Align.RIGHT;
      line.repeat(' ', pending + (right ? padding : 0));
      // A colour ends with the text, so that it never runs over the spaces.
      line.append(look.paint(cell.style(), text));
      pending = GAP + (right ? 0 : padding);
    }
    return line.toString().stripTrailing();
  }

  private String gap(String text) {
    String mark = look.glyphs().ellipsis();
    int first = shown.isEmpty() ? 0 : widths[shown.getFirst()];
    String line = " " + " ".repeat(Math.max(0, first - mark.length())) + mark + "  " + text;
    String cut = line.length() <= look.width() ? line : line.substring(0, look.width());
    return look.paint(Style.FAINT, cut);
  }
}
