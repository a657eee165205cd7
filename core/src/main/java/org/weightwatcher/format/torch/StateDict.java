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
import java.util.function.BiPredicate;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.format.pickle.PickleValue;

/// What a checkpoint holds that may be a weight, by name.
///
/// Dictionaries, lists and modules are flattened with dots. Each container is entered once, along
/// its first path, so neither cycles nor sharing cost anything. What a shared module holds is
/// listed again under its other paths, as PyTorch does; tensors are listed under each name. Not
/// safe for use by several threads.
final class StateDict {
  private final String where;
  private final Modules modules = new Modules();
  private final List<Leaf> leaves = new ArrayList<>();
  private final Set<PickleValue> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<PickleValue, Span> closed = new IdentityHashMap<>();
  private final IdentityHashMap<PickleValue.Instance, Optional<Leaf.Kind>> kinds =
      new IdentityHashMap<>();
  private final Deque<Frame> open = new ArrayDeque<>();
  private long characters;

  private StateDict(String where) {
    this.where = where;
  }

  /// The leaves below one container.
  ///
  /// @param from its first leaf
  /// @param to after its last leaf
  /// @param prefix number of characters that lead to it
  private record Span(int from, int to, int prefix) {}

  /// A container that is being walked: a module has sections, everything else has items.
  ///
  /// @param value what it is known by
  /// @param prefix what leads to its items
  /// @param owner class of the module that it belongs to; empty if none
  /// @param sections what is left
  /// @param items what is left
  /// @param hidden which items to leave out
  /// @param from number of leaves before it
  private record Frame(
      PickleValue value,
      String prefix,
      String owner,
      Iterator<Modules.Section> sections,
      Iterator<PickleValue.Item> items,
      BiPredicate<String, PickleValue> hidden,
      int from) {}

  /// @param root any value
  /// @param skipped keys of the root that are not entered, if it is a dictionary
  /// @param where for errors
  /// @return the leaves, in order
  static List<Leaf> leaves(PickleValue root, Set<String> skipped, String where) {
    StateDict walk = new StateDict(where);
    walk.run(root, skipped);
    return walk.leaves;
  }

  private void run(PickleValue root, Set<String> skipped) {
    if (root instanceof PickleValue.Instance object && kind(object).isPresent()) {
      add("tensor", kind(object).get(), object, "");
      return;
    }
    descend("", root, "", (key, value) -> skipped.contains(key) && !TensorReader.isTensor(value));
    while (!open.isEmpty()) {
      Frame frame = open.peek();
      if (frame.sections().hasNext()) {
        Modules.Section section = frame.sections().next();
        descend(
            frame.prefix(),
            section.content(),
            frame.owner(),
            (key, _) -> section.hidden().contains(key));
      } else if (frame.items().hasNext()) {
        step(frame, frame.items().next());
      } else {
        open.pop();
        closed.put(frame.value(), new Span(frame.from(), leaves.size(), frame.prefix().length()));
      }
    }
  }

  private void step(Frame frame, PickleValue.Item item) {
    PickleValue value = item.value();
    // Names are made only where they are needed: a long key may be shared by millions of numbers.
    if (!isInteresting(value)) {
      return;
    }
    Optional<String> key = Values.key(item.key()).filter(text -> !frame.hidden().test(text, value));
    if (key.isEmpty()) {
      return;
    }
    String name = name(frame.prefix(), key.get());
    Optional<Leaf.Kind> kind =
        value instanceof PickleValue.Instance object ? kind(object) : Optional.empty();
    if (kind.isPresent() && value instanceof PickleValue.Instance object) {
      add(name, kind.get(), object, frame.owner());
    } else {
      descend(name + ".", value, frame.owner(), (_, _) -> false);
    }
  }

  private boolean isInteresting(PickleValue value) {
    return switch (value) {
      case PickleValue.Instance object ->
          kind(object).isPresent() || !visited.contains(identity(object)) || isRepeated(object);
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

  private boolean isRepeated(PickleValue.Instance object) {
    Span span = closed.get(identity(object));
    return span != null && span.from() < span.to() && modules.isModule(object);
  }

  /// Two modules with one state are one.
  private PickleValue identity(PickleValue value) {
    return value instanceof PickleValue.Instance object && modules.isModule(object)
        ? Modules.state(object)
        : value;
  }

  private void descend(
      String prefix, PickleValue value, String owner, BiPredicate<String, PickleValue> hidden) {
    PickleValue identity = identity(value);
    if (!visited.add(identity)) {
      repeat(prefix, identity);
    } else if (value instanceof PickleValue.Instance object && modules.isModule(object)) {
      push(
          new Frame(
              identity,
              prefix,
              Modules.className(object),
              modules.sections(object).iterator(),
              Modules.isScript(object)
                  ? items(identity).orElse(Collections.emptyIterator())
                  : Collections.emptyIterator(),
              hidden,
              leaves.size()));
    } else {
      items(value)
          .ifPresent(items ->
              push(
                  new Frame(
                      identity,
                      prefix,
                      owner,
                      Collections.emptyIterator(),
                      items,
                      hidden,
                      leaves.size())));
    }
  }

  private void push(Frame frame) {
    if (open.size() == Limits.PICKLE_DEPTH) {
      throw Limits.exceeded(
          "nesting of the pickled object", open.size() + 1L, Limits.PICKLE_DEPTH, where);
    }
    open.push(frame);
  }

  /// Lists what a module holds under another path; a module that holds itself holds nothing more.
  private void repeat(String prefix, PickleValue identity) {
    Span span = closed.get(identity);
    if (span == null) {
      return;
    }
    for (int i = span.from(); i < span.to(); i++) {
      Leaf leaf = leaves.get(i);
      String name = name(prefix, leaf.name().substring(span.prefix()));
      add(name, leaf.kind(), leaf.object(), leaf.module());
    }
  }

  private static Optional<Iterator<PickleValue.Item>> items(PickleValue value) {
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

  private void add(String name, Leaf.Kind kind, PickleValue.Instance object, String module) {
    if (leaves.size() == Limits.TENSORS) {
      throw Limits.exceeded("number of tensors", leaves.size() + 1L, Limits.TENSORS, where);
    }
    leaves.add(new Leaf(name, kind, object, module));
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

  private Optional<Leaf.Kind> kind(PickleValue.Instance object) {
    return kinds.computeIfAbsent(object, this::kindOf);
  }

  private Optional<Leaf.Kind> kindOf(PickleValue.Instance object) {
    if (TensorReader.isTensor(object)) {
      return Optional.of(Leaf.Kind.TENSOR);
    }
    if (Modules.isPacked(object)) {
      return Optional.of(Leaf.Kind.PACKED);
    }
    boolean known = modules.isModule(object) || Callables.isKnown(Values.path(object));
    return known ? Optional.empty() : Optional.of(Leaf.Kind.OPAQUE);
  }
}
