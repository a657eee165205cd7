package org.weightwatcher.cli.screen;

import java.util.List;
import java.util.OptionalLong;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.layer.Layer;

/// What a row is called on the screen: the layer, and which of its matrices, where each has a row.
final class RowName {
  private RowName() {}

  /// @param row a result
  /// @return `layer1.0.conv1`, or `layer1.0.conv1 [3]` for a slice
  static String of(LayerResult row) {
    return of(row.longname(), row.sliceId());
  }

  /// @param layer before it is analysed
  /// @return the same
  static String of(Layer layer) {
    OptionalLong slice =
        layer.sliceId().isPresent()
            ? OptionalLong.of(layer.sliceId().getAsInt())
            : OptionalLong.empty();
    return of(layer.longname(), slice);
  }

  /// @param rows all results of a model
  /// @return what one row is of: `layer`, or `slice` without pooling
  static String noun(List<LayerResult> rows) {
    return rows.stream().anyMatch(row -> row.sliceId().isPresent()) ? "slice" : "layer";
  }

  /// @param count how many
  /// @param noun of which
  /// @return `1 layer`, `2 layers`
  static String counted(int count, String noun) {
    return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }

  private static String of(String longname, OptionalLong slice) {
    return slice.isPresent() ? "%s [%d]".formatted(longname, slice.getAsLong()) : longname;
  }
}
