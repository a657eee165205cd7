package org.weightwatcher.format.torch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.pickle.PickleValue;

/// What a checkpoint holds that may be a weight, by name.
///
/// Dictionaries and lists are flattened with dots. Each container is entered once, along its first
/// path, so neither cycles nor sharing cost anything; tensors are listed under each name.
final class StateDict {
  private StateDict() {}

  /// What a leaf of the tree is.
  enum Kind {
    /// The description of a tensor.
    TENSOR,
    /// A whole pickled module.
    MODULE,
    /// The result of a call that is not understood and not made.
    OPAQUE
  }

  /// @param name path of keys
  /// @param kind what it is
  /// @param object the description
  record Leaf(String name, Kind kind, PickleValue.Instance object) {
    boolean holdsWeights() {
      return kind != Kind.OPAQUE;
    }
  }

  private record Frame(String prefix, Iterator<PickleValue.Item> items) {}

  /// @param root any value
  /// @param skipped keys of the root that are not entered
  /// @param where for errors
  /// @return the leaves, in order
  static List<Leaf> leaves(PickleValue root, Set<String> skipped, String where) {
    List<Leaf> leaves = new ArrayList<>();
    if (root instanceof PickleValue.Instance object && kind(object).isPresent()) {
      leaves.add(new Leaf("tensor", kind(object).get(), object));
      return leaves;
    }
    Set<PickleValue> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Frame> open = new ArrayDeque<>();
    enter("", root, visited, open, where);
    while (!open.isEmpty()) {
      Frame frame = open.peek();
      if (!frame.items().hasNext()) {
        open.pop();
        continue;
      }
      PickleValue.Item item = frame.items().next();
      Optional<String> key = Values.key(item.key());
      if (key.isPresent() && !(open.size() == 1 && skips(skipped, key.get(), item.value()))) {
        String name = name(frame.prefix(), key.get(), where);
        visit(name, item.value(), leaves, where);
        enter(name + ".", item.value(), visited, open, where);
      }
    }
    return leaves;
  }

  private static boolean skips(Set<String> skipped, String key, PickleValue value) {
    return skipped.contains(key) && !TensorReader.isTensor(value);
  }

  private static void visit(String name, PickleValue value, List<Leaf> leaves, String where) {
    if (value instanceof PickleValue.Instance object) {
      kind(object).ifPresent(kind -> leaves.add(new Leaf(name, kind, object)));
      if (leaves.size() > Limits.TENSORS) {
        throw Limits.exceeded("number of tensors", leaves.size(), Limits.TENSORS, where);
      }
    }
  }

  private static void enter(
      String prefix, PickleValue value, Set<PickleValue> visited, Deque<Frame> open, String where) {
    Optional<Iterator<PickleValue.Item>> items = children(value);
    if (items.isEmpty() || !visited.add(value)) {
      return;
    }
    if (open.size() == Limits.PICKLE_DEPTH) {
      throw Limits.exceeded(
          "nesting of the pickled object", open.size() + 1L, Limits.PICKLE_DEPTH, where);
    }
    open.push(new Frame(prefix, items.get()));
  }

  private static Optional<Iterator<PickleValue.Item>> children(PickleValue value) {
    if (TensorReader.isTensor(value)) {
      return Optional.empty();
    }
    Optional<List<PickleValue.Item>> dictionary = Values.dictionary(value);
    return dictionary.isPresent()
        ? dictionary.map(List::iterator)
        : Values.sequence(value).map(StateDict::numbered);
  }

  private static Iterator<PickleValue.Item> numbered(List<PickleValue> items) {
    Iterator<PickleValue> each = items.iterator();
    return new Iterator<>() {
      private long index;

      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public PickleValue.Item next() {
        return new PickleValue.Item(new PickleValue.Int(index++), each.next());
      }
    };
  }

  private static String name(String prefix, String key, String where) {
    long length = (long) prefix.length() + key.length();
    if (length > Limits.TENSOR_NAME) {
      throw Limits.exceeded(
          "length of the tensor name " + Printable.brief(prefix + key),
          length,
          Limits.TENSOR_NAME,
          where);
    }
    return prefix + key;
  }

  private static Optional<Kind> kind(PickleValue.Instance object) {
    if (TensorReader.isTensor(object)) {
      return Optional.of(Kind.TENSOR);
    }
    if (Values.isModule(object)) {
      return Optional.of(Kind.MODULE);
    }
    return Callables.isKnown(Values.path(object)) ? Optional.empty() : Optional.of(Kind.OPAQUE);
  }
}
