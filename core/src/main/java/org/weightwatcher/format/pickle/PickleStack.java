package org.weightwatcher.format.pickle;

import java.util.ArrayList;
import java.util.List;
import org.weightwatcher.error.ErrorCode;

/// The stack of a pickle and its marks. Values below the last mark cannot be popped.
final class PickleStack {
  private final PickleInput input;
  private final PickleLimits limits;
  private final ArrayList<PickleValue> values = new ArrayList<>();
  private final ArrayList<Integer> marks = new ArrayList<>();

  PickleStack(PickleInput input, PickleLimits limits) {
    this.input = input;
    this.limits = limits;
  }

  void push(PickleValue value, long at) {
    if (values.size() == limits.stack()) {
      throw input.exceeded(
          "number of values on the pickle stack", limits.stack() + 1L, limits.stack(), at);
    }
    values.add(value);
  }

  PickleValue top(long at) {
    requireValue(at);
    return values.getLast();
  }

  PickleValue pop(long at) {
    requireValue(at);
    return values.removeLast();
  }

  /// Pops a value, or the last mark where that is on top.
  void popAny(long at) {
    if (!marks.isEmpty() && marks.getLast() == values.size()) {
      marks.removeLast();
    } else {
      pop(at);
    }
  }

  List<PickleValue> pop(int count, long at) {
    PickleValue[] popped = new PickleValue[count];
    for (int i = count - 1; i >= 0; i--) {
      popped[i] = pop(at);
    }
    return List.of(popped);
  }

  void mark(long at) {
    if (marks.size() == limits.marks()) {
      throw input.exceeded(
          "number of marks on the pickle stack", limits.marks() + 1L, limits.marks(), at);
    }
    marks.add(values.size());
  }

  List<PickleValue> popToMark(long at) {
    if (marks.isEmpty()) {
      throw input.error(ErrorCode.E_MALFORMED, "pickle stack underflow: no mark", at);
    }
    List<PickleValue> above = values.subList(marks.removeLast(), values.size());
    List<PickleValue> popped = List.copyOf(above);
    above.clear();
    return popped;
  }

  private void requireValue(long at) {
    int floor = marks.isEmpty() ? 0 : marks.getLast();
    if (values.size() == floor) {
      throw input.error(ErrorCode.E_MALFORMED, "pickle stack underflow", at);
    }
  }
}
