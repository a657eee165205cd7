package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightwatcher.analysis.MemoryPlan;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.cli.terminal.Grid;
import org.weightwatcher.cli.terminal.Grid.Cell;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.cli.terminal.Style;
import org.weightwatcher.cli.terminal.TextTable;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.table.ModelInfo;
import org.weightwatcher.tensor.Shape;

/// What `describe` shows of one model.
public final class DescribeScreen {
  private DescribeScreen() {}

  /// What is described.
  ///
  /// @param model the model as a whole
  /// @param layers what would be analysed and what not
  /// @param plan which layers fit into memory
  /// @param all whether tensors that are no layers are listed too
  public record Described(ModelInfo model, LayerList layers, MemoryPlan plan, boolean all) {}

  /// @param what the model
  /// @param look how it is drawn
  /// @return the text, without a final line feed
  public static String of(Described what, Look look) {
    List<SkippedTensor> skipped = what.layers().skipped();
    List<SkippedTensor> listed =
        skipped.stream().filter(tensor -> what.all() || isLayer(tensor)).toList();
    long tied =
        skipped.stream()
            .filter(tensor -> tensor.reason() == SkipReason.TIED)
            .mapToLong(SkippedTensor::parameters)
            .sum();
    List<String> lines = new ArrayList<>();
    lines.add(ModelHeader.described(what.model(), tied, look));
    lines.add("");
    lines.addAll(TextTable.draw(grid(what, listed, look), look));
    hidden(skipped, listed, look)
        .ifPresent(
            text -> Wrap.lines(text, look.width() - 1).forEach(line -> lines.add(" " + line)));
    lines.add("");
    lines.addAll(Wrap.lines(Forecast.of(what), look.width()));
    return String.join("\n", lines);
  }

  private static Optional<String> hidden(
      List<SkippedTensor> skipped, List<SkippedTensor> listed, Look look) {
    List<SkippedTensor> left = skipped.stream().filter(tensor -> !listed.contains(tensor)).toList();
    long filtered = left.stream().filter(tensor -> tensor.reason() == SkipReason.FILTERED).count();
    List<String> parts = new ArrayList<>();
    if (filtered > 0) {
      parts.add("%d layer%s not selected".formatted(filtered, filtered == 1 ? "" : "s"));
    }
    long others = left.size() - filtered;
    if (others > 0) {
      parts.add("%d tensor%s without a matrix".formatted(others, others == 1 ? "" : "s"));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            look.glyphs().ellipsis() + " " + String.join(" and ", parts) + " (--all lists them)");
  }

  private static boolean isLayer(SkippedTensor tensor) {
    return tensor.reason() != SkipReason.FILTERED && isMatrix(tensor);
  }

  private static boolean isMatrix(SkippedTensor tensor) {
    return tensor.reason() != SkipReason.NO_MATRIX || tensor.type() != LayerType.OTHER;
  }

  private static Grid grid(Described what, List<SkippedTensor> skipped, Look look) {
    Glyphs glyphs = look.glyphs();
    List<Grid.Line> lines = new ArrayList<>();
    for (Layer layer : what.layers().layers()) {
      lines.add(row(layer, what.plan(), glyphs));
    }
    for (SkippedTensor tensor : skipped) {
      lines.add(row(tensor, glyphs));
    }
    return new Grid(
        List.of(
            Grid.Column.right("ID", 0),
            new Grid.Column("LAYER", Grid.Align.LEFT, true, 0),
            Grid.Column.left("TYPE", 1),
            Grid.Column.right("N" + glyphs.times() + "M", 3),
            Grid.Column.right("EVALS", 4),
            Grid.Column.right("PARAMS", 2),
            new Grid.Column("STATUS", Grid.Align.LEFT, true, 0)),
        lines);
  }

  private static Grid.Line row(Layer layer, MemoryPlan plan, Glyphs glyphs) {
    String size = layer.n() + glyphs.times() + layer.m();
    String problem =
        plan.tooBig().stream()
            .filter(tensor -> tensor.name().equals(layer.longname()))
            .map(tensor -> "too large: " + tensor.detail())
            .findFirst()
            .orElse("");
    return new Grid.Line.Row(
        List.of(
            Cell.of(Integer.toString(layer.id())),
            Cell.of(glyphs.text(RowName.of(layer))),
            Cell.of(layer.type().word()),
            Cell.of(
                layer.rf() == 1 || layer.sliceId().isPresent()
                    ? size
                    : layer.rf() + glyphs.times() + size),
            Cell.of(Long.toString(layer.plannedEvals())),
            Cell.of(Figures.grouped(layer.parameters())),
            problem.isEmpty() ? new Cell("ok", Style.GOOD) : new Cell(problem, Style.BAD)));
  }

  private static Grid.Line row(SkippedTensor tensor, Glyphs glyphs) {
    return new Grid.Line.Row(
        List.of(
            Cell.of(glyphs.dash()),
            Cell.of(glyphs.text(tensor.name())),
            Cell.of(tensor.type().word()),
            Cell.of(shape(tensor.shape(), glyphs)),
            Cell.of(glyphs.dash()),
            Cell.of(Figures.grouped(tensor.parameters())),
            new Cell("skipped: " + glyphs.text(tensor.detail()), Style.FAINT)));
  }

  private static String shape(Shape shape, Glyphs glyphs) {
    return shape.rank() == 0
        ? "scalar"
        : Arrays.stream(shape.toArray())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(glyphs.times()));
  }
}
