package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.cli.terminal.NameShortener;
import org.weightwatcher.cli.terminal.Style;
import org.weightwatcher.table.ModelInfo;

/// The first line of a screen: which model it is.
final class ModelHeader {
  /// Names of files below this say too little: the facts get a line of their own.
  private static final int SHORTEST = 30;

  private ModelHeader() {}

  /// @param model the model
  /// @param rows number of rows
  /// @param noun what a row is of
  /// @param look how it is drawn
  /// @return `FILE format · N tensors · L layers · P parameters · dtype`
  static String analyzed(ModelInfo model, int rows, String noun, Look look) {
    return line(
        model,
        List.of(
            counted(model.tensors(), "tensor"),
            counted(rows, noun),
            Figures.big(model.parameters()) + " parameters",
            String.join(", ", model.dtypes().keySet())),
        look);
  }

  /// @param model the model
  /// @param tied parameters that are stored more than once
  /// @param look how it is drawn
  /// @return `FILE format · N tensors · P parameters (D distinct) · size`
  static String described(ModelInfo model, long tied, Look look) {
    String distinct =
        tied == 0 ? "" : " (%s distinct)".formatted(Figures.big(model.parameters() - tied));
    return line(
        model,
        List.of(
            counted(model.tensors(), "tensor"),
            Figures.big(model.parameters()) + " parameters" + distinct,
            String.join(", ", model.dtypes().keySet()),
            Figures.fileSize(model.bytes())),
        look);
  }

  private static String line(ModelInfo model, List<String> facts, Look look) {
    List<String> all = new ArrayList<>(List.of(model.format()));
    facts.stream().filter(fact -> !fact.isEmpty()).forEach(all::add);
    String rest = String.join(look.glyphs().separator(), all);
    String path = look.glyphs().text(model.path());
    boolean narrow = look.width() != Look.UNLIMITED;
    int room = narrow ? look.width() - NameShortener.width(rest) - 2 : Look.UNLIMITED;
    boolean twoLines = narrow && room < Math.min(NameShortener.width(path), SHORTEST);
    String name =
        NameShortener.shorten(path, twoLines ? look.width() : room, look.glyphs().ellipsis());
    return look.paint(Style.STRONG, name)
        + (twoLines
            ? "\n" + String.join("\n", Wrap.items(all, look.glyphs().separator(), look.width()))
            : "  " + rest);
  }

  private static String counted(int count, String noun) {
    return Figures.grouped(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
