package org.weightwatcher.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.weightwatcher.cli.terminal.Figures;
import org.weightwatcher.cli.terminal.Look;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.metric.Column;
import org.weightwatcher.table.LayerTable;
import org.weightwatcher.table.Summary;

/// The model in few lines: its alpha, how many layers got which verdict, and correlation traps
/// where they were looked for.
final class SummaryLines {
  private SummaryLines() {}

  static List<String> of(LayerTable table, Look look) {
    List<String> lines = new ArrayList<>(Wrap.items(alpha(table), "  ", look.width()));
    lines.addAll(Wrap.items(counts(table), look.glyphs().separator(), look.width()));
    lines.addAll(RequestedLines.traps(table, look));
    return List.copyOf(lines);
  }

  private static List<String> alpha(LayerTable table) {
    Summary summary = table.summary();
    String noun = RowName.noun(table.layers());
    String all =
        "(all %d: mean %s)"
            .formatted(
                summary.referenceCount(Column.ALPHA), mean(summary.referenceMean(Column.ALPHA)));
    if (summary.reliable() == 0) {
      return List.of("alpha  no reliable " + noun, all);
    }
    String reliable =
        "alpha  mean %s, median %s over %d reliable %s%s"
            .formatted(
                mean(summary.alpha()),
                mean(summary.medianAlpha()),
                summary.reliable(),
                noun,
                summary.reliable() == 1 ? "" : "s");
    return List.of(reliable, all);
  }

  private static String mean(OptionalDouble value) {
    return value.isPresent() ? Figures.short3(value.getAsDouble()) : "none";
  }

  private static List<String> counts(LayerTable table) {
    List<String> parts = new ArrayList<>();
    table.summary().verdicts().forEach((verdict, n) -> parts.add(verdict.word() + " " + n));
    long filtered = count(table.skipped(), SkipReason.FILTERED);
    long memory = count(table.skipped(), SkipReason.MEMORY);
    long skipped = table.skipped().size() - filtered - memory;
    if (filtered > 0) {
      parts.add("not selected " + filtered);
    }
    if (memory > 0) {
      parts.add("too large for memory " + memory);
    }
    if (skipped > 0) {
      parts.add("skipped %d (see describe)".formatted(skipped));
    }
    return List.copyOf(parts);
  }

  private static long count(List<SkippedTensor> skipped, SkipReason reason) {
    return skipped.stream().filter(tensor -> tensor.reason() == reason).count();
  }
}
