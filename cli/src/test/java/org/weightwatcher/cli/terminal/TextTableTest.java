package org.weightwatcher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {
  private static final Grid GRID =
      new Grid(
          List.of(
              Grid.Column.right("ID", 0),
              new Grid.Column("LAYER", Grid.Align.LEFT, true, 0),
              Grid.Column.left("TYPE", 1),
              Grid.Column.right("SIZE", 2)),
          List.of(
              row("1", "layers.0.self_attn.q_proj.weight", "dense", "768×768"),
              new Grid.Line.Gap("21 more, all good"),
              row("29", "head", "embedding", "32000×768")));

  private static Grid.Line row(String... cells) {
    return new Grid.Line.Row(List.of(cells).stream().map(Grid.Cell::of).toList());
  }

  private static Look look(int width) {
    return new Look(width, true, false, Glyphs.UNICODE);
  }

  /// Without the space that every line begins with.
  private static String draw(int width) {
    return String.join(
        "\n", TextTable.draw(GRID, look(width)).stream().map(l -> l.substring(1)).toList());
  }

  @Test
  void enoughRoomShowsEverything() {
    assertThat(draw(Look.UNLIMITED))
        .isEqualTo(
            """
            ID  LAYER                             TYPE            SIZE
             1  layers.0.self_attn.q_proj.weight  dense        768×768
             …  21 more, all good
            29  head                              embedding  32000×768\
            """);
  }

  @Test
  void namesShrinkBeforeColumnsGo() {
    assertThat(draw(54))
        .isEqualTo(
            """
            ID  LAYER                        TYPE            SIZE
             1  layers.0.self…q_proj.weight  dense        768×768
             …  21 more, all good
            29  head                         embedding  32000×768\
            """);
  }

  @Test
  void theLeastImportantColumnGoesFirst() {
    assertThat(draw(42))
        .isEqualTo(
            """
            ID  LAYER                            SIZE
             1  layers.0.sel…q_proj.weight    768×768
             …  21 more, all good
            29  head                        32000×768\
            """);
    assertThat(draw(30))
        .isEqualTo(
            """
            ID  LAYER
             1  layers.0.sel…_proj.weight
             …  21 more, all good
            29  head\
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 25, 30, 40, 50, 60, 80, 100, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    assertThat(TextTable.draw(GRID, look(width)))
        .allSatisfy(line -> assertThat(NameShortener.width(line)).isLessThanOrEqualTo(width));
  }

  @Test
  void shortenedNamesStayDifferent() {
    Grid blocks =
        new Grid(
            List.of(new Grid.Column("LAYER", Grid.Align.LEFT, true, 0)),
            List.of(row("transformer.h.0.mlp.down_proj"), row("transformer.h.1.mlp.down_proj")));
    assertThat(TextTable.draw(blocks, look(25)))
        .containsExactly(" LAYER", " transfor…0.mlp.down_proj", " transfor…1.mlp.down_proj");
  }

  @Test
  void tellsWhichColumnsAreDrawn() {
    assertThat(TextTable.shows(GRID, look(100), "TYPE")).isTrue();
    assertThat(TextTable.shows(GRID, look(40), "TYPE")).isFalse();
    assertThat(TextTable.shows(GRID, look(100), "NONE")).isFalse();
  }

  @Test
  void coloursEndWithTheText() {
    Grid one =
        new Grid(
            List.of(Grid.Column.left("A", 0), Grid.Column.left("B", 0)),
            List.of(
                new Grid.Line.Row(
                    List.of(new Grid.Cell("x", Style.GOOD), new Grid.Cell("y", Style.BAD)))));
    assertThat(TextTable.draw(one, new Look(80, true, true, Glyphs.UNICODE)))
        .containsExactly(
            " \u001b[1mA\u001b[0m  \u001b[1mB\u001b[0m",
            " \u001b[32mx\u001b[0m  \u001b[31my\u001b[0m");
  }
}
