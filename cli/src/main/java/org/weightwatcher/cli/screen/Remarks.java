package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.cli.terminal.NameShortener;

/// The lines below the summary: what is to be said of single layers. Layers with the same text
/// share one line.
final class Remarks {
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 40;
  private static final int NARROWEST_TEXT = 30;

  private Remarks() {}

  private record Said(String mark, String text) {}

  /// @param rows results
  /// @param look how they are drawn
  /// @return `? layer text` and `! layer text`
  static List<String> of(List<LayerResult> rows, Look look) {
    Map<Said, List<LayerResult>> groups = new LinkedHashMap<>();
    for (LayerResult row : rows) {
      if (!row.notes().isEmpty()) {
        Said said =
            new Said(VerdictStyle.mark(AnalyzeTable.verdict(row)), look.glyphs().text(row.notes()));
        groups.computeIfAbsent(said, _ -> new ArrayList<>()).add(row);
      }
    }
    int most = look.brief() ? MOST : groups.size();
    List<String> names = new ArrayList<>();
    groups.values().forEach(group -> names.add(name(group, look)));
    int width = names.stream().limit(most).mapToInt(NameShortener::width).max().orElse(0);
    List<String> lines = new ArrayList<>();
    groups.forEach((said, group) -> {
      if (lines.size() < most) {
        lines.add(remark(said, group, width, look));
      }
    });
    if (groups.size() > most) {
      lines.add(
          "%s %d more remarks (--limit 0 shows every one)"
              .formatted(look.glyphs().ellipsis(), groups.size() - most));
    }
    return List.copyOf(lines);
  }

  private static String name(List<LayerResult> group, Look look) {
    String first = look.glyphs().text(RowName.of(group.getFirst()));
    String others = group.size() == 1 ? "" : " and %d more".formatted(group.size() - 1);
    if (look.width() == Look.UNLIMITED) {
      return first + others;
    }
    int room = Math.min(LONGEST_NAME, look.width() / 2) - others.length();
    return NameShortener.shorten(first, Math.max(8, room), look.glyphs().ellipsis()) + others;
  }

  private static String remark(Said said, List<LayerResult> group, int width, Look look) {
    String name = name(group, look);
    String mark = look.paint(AnalyzeTable.style(group.getFirst()), said.mark());
    int room = look.width() == Look.UNLIMITED ? Look.UNLIMITED : look.width() - width - 4;
    if (room < NARROWEST_TEXT) {
      return mark
          + " "
          + name
          + "\n    "
          + String.join("\n    ", Wrap.lines(said.text(), look.width() - 4));
    }
    String indent = "\n" + " ".repeat(width + 4);
    return mark
        + " "
        + name
        + " ".repeat(width - NameShortener.width(name) + 2)
        + String.join(indent, Wrap.lines(said.text(), room));
  }
}
