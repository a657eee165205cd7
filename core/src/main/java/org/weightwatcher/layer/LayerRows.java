package org.weightwatcher.layer;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.error.Printable;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;

/// What stands in a row where it is not one layer: a pair of neighbours, or all layers.
final class LayerRows {
  private static final String STACKED = "Stacked Layer";

  private final AnalyzeOptions options;
  private final List<Layer> rows = new ArrayList<>();
  private final List<SkippedTensor> skipped = new ArrayList<>();

  private LayerRows(AnalyzeOptions options) {
    this.options = options;
  }

  /// @param chosen layers that passed filters and limits, in their order
  /// @param passed every other tensor
  /// @param found number of layers before the filter
  /// @param options whether pairs or all together are wanted
  /// @return one layer for each row
  static LayerList of(
      List<Layer> chosen, List<SkippedTensor> passed, int found, AnalyzeOptions options) {
    LayerRows made = new LayerRows(options);
    made.skipped.addAll(passed);
    if (options.matrices().intra()) {
      made.pair(chosen);
    } else if (options.matrices().stacked() && !chosen.isEmpty()) {
      made.rows.add(made.stack(chosen));
    } else {
      made.rows.addAll(chosen);
    }
    return new LayerList(made.rows, made.skipped, found);
  }

  private void pair(List<Layer> chosen) {
    for (int i = 0; i < chosen.size(); i++) {
      Layer current = chosen.get(i);
      if (i == 0) {
        skip(current, "no pair: no layer before it");
        continue;
      }
      Layer previous = chosen.get(i - 1);
      MatrixView left = previous.matrices().getFirst();
      MatrixView right = current.matrices().getFirst();
      long side = commonSide(left, right);
      left = left.columns() == side ? left : left.transposed();
      right = right.rows() == side ? right : right.transposed();
      if (side == 0 || left.columns() != right.rows()) {
        skip(current, "no pair: no side in common with " + Printable.brief(previous.longname()));
      } else {
        rows.add(product(previous, current, left, right));
      }
    }
  }

  /// The largest size that occurs twice among the four sides.
  ///
  /// Reference: `RMT_Util.py`, `align_mats`.
  private static long commonSide(MatrixView left, MatrixView right) {
    long[] sides = {left.rows(), left.columns(), right.rows(), right.columns()};
    long largest = 0;
    for (int i = 0; i < sides.length; i++) {
      for (int j = i + 1; j < sides.length; j++) {
        largest = sides[i] == sides[j] ? Math.max(largest, sides[i]) : largest;
      }
    }
    return largest;
  }

  private Layer product(Layer previous, Layer current, MatrixView left, MatrixView right) {
    long n = Math.max(left.rows(), right.columns());
    long m = Math.min(left.rows(), right.columns());
    boolean reference = options.compat().reference();
    long kept = reference ? Math.min(m, current.plannedEvals()) : m;
    String name = (reference ? "%d X %d " : "%d X %d").formatted(previous.id(), current.id());
    return new Layer(
        current.id(),
        name,
        current.longname(),
        current.type(),
        current.tensor(),
        current.file(),
        current.dtype(),
        current.shape(),
        n,
        m,
        current.matrices(),
        new Makeup.Product(left, right, options.matrices().sparsify(), kept));
  }

  private void skip(Layer layer, String detail) {
    skipped.add(SkippedTensor.of(layer, SkipReason.NO_PAIR, detail));
  }

  private Layer stack(List<Layer> chosen) {
    Layer first = chosen.getFirst();
    Makeup.Stack all = new Makeup.Stack(chosen, 0);
    long n = Math.max(all.rows(), all.columns());
    long m = Math.min(all.rows(), all.columns());
    boolean reference = options.compat().reference();
    return new Layer(
        0,
        STACKED,
        reference ? first.longname() : STACKED,
        LayerType.STACKED,
        first.tensor(),
        first.file(),
        first.dtype(),
        Shape.of(all.rows(), all.columns()),
        n,
        m,
        chosen.stream().flatMap(layer -> layer.matrices().stream()).toList(),
        new Makeup.Stack(chosen, reference ? Math.min(m, first.plannedEvals()) : m));
  }
}
