package org.weightwatcher;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.error.Printable;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.metric.Column;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Storage;

/// Notes layers whose bytes are a stored copy of an embedding's: a tied head that was written
/// twice.
///
/// Only layers of the shape and type of an embedding are compared, so that nothing is read for
/// models without one.
final class IdenticalCopies {
  private final ByteSources sources;

  IdenticalCopies(ByteSources sources) {
    this.sources = sources;
  }

  List<LayerResult> note(List<Layer> layers, List<LayerResult> results) {
    Map<Long, String> notes = new HashMap<>();
    for (Layer embedding : layers) {
      if (embedding.type() == LayerType.EMBEDDING && isMatrix(embedding)) {
        layers.stream()
            .filter(other -> other.id() != embedding.id() && isMatrix(other))
            .filter(other -> !notes.containsKey((long) embedding.id()))
            .filter(other -> sameBytes(embedding, other))
            .forEach(other ->
                notes.put(
                    (long) other.id(), "identical to " + Printable.brief(embedding.longname())));
      }
    }
    List<LayerResult> noted = new ArrayList<>();
    for (LayerResult result : results) {
      String note = notes.get(result.layerId());
      noted.add(note == null ? result : append(result, note));
    }
    return noted;
  }

  private static boolean isMatrix(Layer layer) {
    return layer.makeup().equals(Makeup.Whole.SINGLE);
  }

  private boolean sameBytes(Layer a, Layer b) {
    MatrixView x = a.matrices().getFirst();
    MatrixView y = b.matrices().getFirst();
    boolean alike =
        a.dtype() == b.dtype() && a.shape().equals(b.shape()) && plainWhole(x) && plainWhole(y);
    return alike && bytes(x).mismatch(bytes(y)) < 0;
  }

  private static boolean plainWhole(MatrixView view) {
    return view.storage().encoding() instanceof Storage.Encoding.Plain
        && view.columnStride() == 1
        && view.rowStride() == view.columns()
        && view.dtype().bits() % 8 == 0;
  }

  private MemorySegment bytes(MatrixView view) {
    long width = view.dtype().bits() / 8;
    return sources
        .open(view.storage().file())
        .slice(view.storage().offset() + view.offset() * width, view.elements() * width);
  }

  private static LayerResult append(LayerResult result, String note) {
    String notes = result.notes().isEmpty() ? note : result.notes() + "; " + note;
    return result.with(result.row().toBuilder().text(Column.NOTES, notes).build());
  }
}
