package org.weightwatcher.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowPickerTest {
  @Test
  void shortTablesAreWhole() {
    assertThat(RowPicker.pick(20, _ -> false, true))
        .containsExactly(new RowPicker.Run(0, 20, false));
  }

  @Test
  void longTablesKeepBothEnds() {
    assertThat(RowPicker.pick(21, _ -> false, true))
        .containsExactly(
            new RowPicker.Run(0, 5, false),
            new RowPicker.Run(5, 18, true),
            new RowPicker.Run(18, 21, false));
  }

  @Test
  void notableRowsAreAlwaysShown() {
    assertThat(RowPicker.pick(30, i -> i == 10, true))
        .containsExactly(
            new RowPicker.Run(0, 5, false),
            new RowPicker.Run(5, 10, true),
            new RowPicker.Run(10, 11, false),
            new RowPicker.Run(11, 27, true),
            new RowPicker.Run(27, 30, false));
  }

  @Test
  void noRowIsHiddenAlone() {
    List<RowPicker.Run> runs = RowPicker.pick(30, i -> i != 10, true);
    assertThat(runs).noneMatch(RowPicker.Run::hidden);
  }

  @Test
  void filesAndEmptyTables() {
    assertThat(RowPicker.pick(50, _ -> false, false))
        .containsExactly(new RowPicker.Run(0, 50, false));
    assertThat(RowPicker.pick(0, _ -> false, true)).isEmpty();
  }

  @Test
  void textIsBrokenAtSpacesAndFactsBetweenThem() {
    assertThat(Wrap.lines("aa bb cc", 5)).containsExactly("aa bb", "cc");
    assertThat(Wrap.lines("aaaaaaaa b", 5)).containsExactly("aaaaaaaa", "b");
    assertThat(Wrap.items(List.of("a b", "c d", "e"), " · ", 9)).containsExactly("a b · c d", "e");
  }
}
