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
/// path, so neither cycles nor sharing cost anything; tensors are listed under each name. Not safe
/// for use by several threads.
final class StateDict {
  private final String where;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Set<PickleValue> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<PickleValue.Instance, Optional<Kind>> kinds =
      new IdentityHashMap<>();
  private final Deque<Frame> open = new ArrayDeque<>();
  private long characters;

  private StateDict(String where) {
    this.where = where;
  }

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
    StateDict walk = new StateDict(where);
    walk.run(root, skipped);
    return walk.leaves;
  }

  private void run(PickleValue root, Set<String> skipped) {
    if (root instanceof PickleValue.Instance object && kind(object).isPresent()) {
      leaves.add(new Leaf("tensor", kind(object).get(), object));
      return;
    }
    enter("", root);
    while (!open.isEmpty()) {
      Frame frame = open.peek();
      if (!frame.items().hasNext()) {
        open.pop();
        continue;
      }
      PickleValue.Item item = frame.items().next();
      // Names are made only where they are needed: a long key may be shared by millions of numbers.
      if (isInteresting(item.value())) {
        Values.key(item.key())
            .filter(key -> open.size() > 1 || !skips(skipped, key, item.value()))
            .ifPresent(key -> visit(name(frame.prefix(), key), item.value()));
      }
    }
  }

  private boolean isInteresting(PickleValue value) {
    return switch (value) {
      case PickleValue.Instance object -> kind(object).isPresent() || !visited.contains(value);
      case PickleValue.Dict _, PickleValue.Sequence _, PickleValue.Tuple _ ->
          !visited.contains(value);
      case PickleValue.None _,
          PickleValue.Bool _,
          PickleValue.Int _,
          PickleValue.BigInt _,
          PickleValue.Real _,
          PickleValue.Text _,
          PickleValue.Bytes _,
          PickleValue.Global _,
          PickleValue.Persistent _ ->
          false;
    };
  }

  private static boolean skips(Set<String> skipped, String key, PickleValue value) {
    return skipped.contains(key) && !TensorReader.isTensor(value);
  }

  private void visit(String name, PickleValue value) {
    Optional<Kind> kind =
        value instanceof PickleValue.Instance object ? kind(object) : Optional.empty();
    if (kind.isEmpty()) {
      enter(name + ".", value);
    } else if (value instanceof PickleValue.Instance object) {
      if (leaves.size() == Limits.TENSORS) {
        throw Limits.exceeded("number of tensors", leaves.size() + 1L, Limits.TENSORS, where);
      }
      leaves.add(new Leaf(name, kind.get(), object));
    }
  }

  private void enter(String prefix, PickleValue value) {
    visited.add(value);
    Optional<List<PickleValue.Item>> dictionary = Values.dictionary(value);
    Optional<Iterator<PickleValue.Item>> items =
        dictionary.isPresent()
            ? dictionary.map(List::iterator)
            : Values.sequence(value).map(StateDict::numbered);
    if (items.isPresent()) {
      if (open.size() == Limits.PICKLE_DEPTH) {
        throw Limits.exceeded(
            "nesting of the pickled object", open.size() + 1L, Limits.PICKLE_DEPTH, where);
      }
      open.push(new Frame(prefix, items.get()));
    }
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

  private String name(String prefix, String key) {
    long length = (long) prefix.length() + key.length();
    if (length > Limits.TENSOR_NAME) {
      String start = prefix + key.substring(0, Math.min(key.length(), Printable.MESSAGE_MAX));
      throw Limits.exceeded(
          "length of the tensor name " + Printable.brief(start), length, Limits.TENSOR_NAME, where);
    }
    characters += length;
    if (characters > Limits.PICKLE_STRING) {
      throw Limits.exceeded(
          "characters of all tensor names", characters, Limits.PICKLE_STRING, where);
    }
    return prefix + key;
  }

  private Optional<Kind> kind(PickleValue.Instance object) {
    return kinds.computeIfAbsent(object, StateDict::kindOf);
  }

  private static Optional<Kind> kindOf(PickleValue.Instance object) {
    if (TensorReader.isTensor(object)) {
      return Optional.of(Kind.TENSOR);
    }
    if (Values.isModule(object)) {
      return Optional.of(Kind.MODULE);
    }
    return Callables.isKnown(Values.path(object)) ? Optional.empty() : Optional.of(Kind.OPAQUE);
  }
}
