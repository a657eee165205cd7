package org.weightwatcher.format.pickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.ErrorCode;

/// Values that a pickle refers to again. An index far beyond the others costs one entry, not an
/// array of that length.
final class PickleMemo {
  private final PickleInput input;
  private final PickleLimits limits;
  private final ArrayList<PickleValue> dense = new ArrayList<>();
  private final Map<Long, PickleValue> sparse = new HashMap<>();

  PickleMemo(PickleInput input, PickleLimits limits) {
    this.input = input;
    this.limits = limits;
  }

  int size() {
    return dense.size() + sparse.size();
  }

  void put(long index, PickleValue value, long at) {
    if (index >= 0 && index < dense.size()) {
      dense.set((int) index, value);
      return;
    }
    if (size() == limits.memo() && !sparse.containsKey(index)) {
      throw input.exceeded("number of pickle memo entries", limits.memo() + 1L, limits.memo(), at);
    }
    if (index == dense.size() && !sparse.containsKey(index)) {
      dense.add(value);
    } else {
      sparse.put(index, value);
    }
  }

  PickleValue get(long index, long at) {
    @Nullable PickleValue value =
        index >= 0 && index < dense.size() ? dense.get((int) index) : sparse.get(index);
    if (value == null) {
      throw input.error(ErrorCode.E_MALFORMED, "pickle memo has no entry " + index, at);
    }
    return value;
  }
}
