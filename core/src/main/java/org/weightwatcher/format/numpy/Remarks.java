package org.weightwatcher.format.numpy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.ModelNote;

/// Collects the remarks on the arrays of a model: one note of a kind, however many arrays.
final class Remarks {
  private final Map<Remark, String> first = new EnumMap<>(Remark.class);
  private final Map<Remark, Integer> count = new EnumMap<>(Remark.class);

  void add(String name, Set<Remark> remarks) {
    for (Remark remark : remarks) {
      first.putIfAbsent(remark, name);
      count.merge(remark, 1, Integer::sum);
    }
  }

  /// @param shown name of the model, escaped
  List<ModelNote> notes(String shown) {
    List<ModelNote> notes = new ArrayList<>();
    first.forEach((remark, name) -> {
      int more = count.getOrDefault(remark, 1) - 1;
      String others = more == 0 ? "" : "; so do %d more".formatted(more);
      notes.add(
          new ModelNote(
              remark.code(),
              "%s: array %s %s%s".formatted(shown, Printable.brief(name), remark.what(), others)));
    });
    return notes;
  }
}
