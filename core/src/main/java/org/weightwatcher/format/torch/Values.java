package org.weightwatcher.format.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.format.pickle.PickleValue;

/// What values of a pickle mean in Python: texts, keys, dictionaries, class names.
final class Values {
  private Values() {}

  /// @param value any value
  /// @return a text of either Python
  static Optional<String> text(PickleValue value) {
    return switch (value) {
      case PickleValue.Text(String text) -> Optional.of(text);
      case PickleValue.Bytes bytes -> Optional.of(bytes.text());
      default -> Optional.empty();
    };
  }

  /// @param value key of a dictionary
  /// @return its part of a tensor's name: a text, or an integer in decimal
  static Optional<String> key(PickleValue value) {
    return value instanceof PickleValue.Int(long number)
        ? Optional.of(Long.toString(number))
        : text(value);
  }

  /// @param value any value
  /// @return the items, if it is a dictionary of a class that is understood
  static Optional<List<PickleValue.Item>> dictionary(PickleValue value) {
    return switch (value) {
      case PickleValue.Dict dict -> Optional.of(dict.items());
      case PickleValue.Instance object when Callables.DICTIONARIES.contains(path(object)) ->
          Optional.of(items(object));
      case PickleValue.Instance object when isTyped(object) ->
          dictionary(object.arguments().getFirst());
      default -> Optional.empty();
    };
  }

  private static List<PickleValue.Item> items(PickleValue.Instance object) {
    List<PickleValue.Item> items = new ArrayList<>();
    for (PickleValue argument : object.arguments()) {
      if (argument instanceof PickleValue.Dict initial) {
        items.addAll(initial.items());
      }
      for (PickleValue pair : sequence(argument).orElse(List.of())) {
        List<PickleValue> both = sequence(pair).orElse(List.of());
        if (both.size() == 2) {
          items.add(new PickleValue.Item(both.get(0), both.get(1)));
        }
      }
    }
    items.addAll(object.dictItems().items());
    return items;
  }

  /// @param value any value
  /// @return the items, if it is a list, a set, a tuple or a size
  static Optional<List<PickleValue>> sequence(PickleValue value) {
    return switch (value) {
      case PickleValue.Tuple tuple -> Optional.of(tuple.items());
      case PickleValue.Sequence list -> Optional.of(list.items());
      case PickleValue.Instance object when Callables.SEQUENCES.contains(path(object)) ->
          Optional.of(content(object));
      case PickleValue.Instance object when isTyped(object) ->
          sequence(object.arguments().getFirst());
      default -> Optional.empty();
    };
  }

  /// A list or dictionary with the name of its type; one such in another does not occur.
  private static boolean isTyped(PickleValue.Instance object) {
    return Callables.TYPED.contains(path(object))
        && !object.arguments().isEmpty()
        && !(object.arguments().getFirst() instanceof PickleValue.Instance);
  }

  private static List<PickleValue> content(PickleValue.Instance object) {
    if (object.arguments().isEmpty()) {
      return object.listItems().items();
    }
    return switch (object.arguments().getFirst()) {
      case PickleValue.Tuple tuple -> tuple.items();
      case PickleValue.Sequence list -> list.items();
      default -> List.of();
    };
  }

  /// @param object any instance
  /// @return module and name of what it calls; empty where that is no name
  static String path(PickleValue.Instance object) {
    return object.callable() instanceof PickleValue.Global global ? path(global, object) : "";
  }

  /// Pickles of protocols 0 and 1 make objects by a call that names the class.
  private static String path(PickleValue.Global global, PickleValue.Instance object) {
    boolean made = global.path().equals("copyreg._reconstructor");
    return made
            && !object.arguments().isEmpty()
            && object.arguments().getFirst() instanceof PickleValue.Global type
        ? type.path()
        : global.path();
  }

  /// @param object any instance
  /// @return [#path], or words for a message
  static String className(PickleValue.Instance object) {
    String path = path(object);
    return path.isEmpty() ? "a function without a name" : path;
  }
}
