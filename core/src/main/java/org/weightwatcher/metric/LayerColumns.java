package org.weightwatcher.metric;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;

/// The columns that need no eigenvalue: those of `describe`.
public final class LayerColumns {
  private static final Pattern BLOCK = Pattern.compile("(?<![^.])(\\d{1,9})(?![^.])");

  private LayerColumns() {}

  /// @param layer a layer
  /// @return its row before anything is computed
  public static Row of(Layer layer) {
    Matcher block = BLOCK.matcher(layer.longname());
    boolean inBlock = block.find();
    String number = inBlock ? block.group(1) : "";
    Row.Builder row =
        Row.builder()
            .text(Column.FILE, fileName(layer.file()))
            .count(Column.LAYER_ID, layer.id())
            .text(Column.NAME, layer.name())
            .text(Column.LONGNAME, layer.longname())
            .text(Column.LAYER_TYPE, layer.type().word())
            .count(Column.N, layer.n())
            .count(Column.M, layer.m())
            .count(Column.RF, layer.rf())
            .real(Column.Q, layer.q())
            .count(Column.NUM_EVALS, layer.plannedEvals())
            .text(Column.DTYPE, layer.dtype().label())
            .text(Column.SHAPE, layer.shape().toString())
            .count(Column.NUM_PARAMS, layer.parameters())
            .text(Column.GROUP, inBlock ? block.replaceFirst("*") : layer.longname());
    layer.sliceId().ifPresent(id -> row.count(Column.SLICE_ID, id));
    if (layer.makeup() instanceof Makeup.Product) {
      row.flag(Column.XFLAG, true);
    }
    if (inBlock) {
      row.count(Column.BLOCK, Long.parseLong(number));
    }
    return row.build();
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
