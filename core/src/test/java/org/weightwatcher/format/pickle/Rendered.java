package org.weightwatcher.format.pickle;

import java.util.List;
import java.util.stream.Collectors;

/// Values as text, so that a test can state a whole result. Not for cyclic values.
final class Rendered {
  private Rendered() {}

  static String of(PickleValue value) {
    return switch (value) {
      case PickleValue.None _ -> "None";
      case PickleValue.Bool(boolean b) -> b ? "True" : "False";
      case PickleValue.Int(long i) -> Long.toString(i);
      case PickleValue.BigInt(var big) -> big + "L";
      case PickleValue.Real(double d) -> Double.toString(d);
      case PickleValue.Text(String text) -> "'" + text + "'";
      case PickleValue.Bytes bytes -> "b" + bytes.length() + "'" + bytes.text() + "'";
      case PickleValue.Global global -> global.path();
      case PickleValue.Persistent(PickleValue.Tuple id) -> "@" + of(id);
      case PickleValue.Tuple tuple -> "(" + all(tuple.items()) + ")";
      case PickleValue.Sequence list -> "[" + all(list.items()) + "]";
      case PickleValue.Dict dict -> "{" + items(dict) + "}";
      case PickleValue.Instance object -> instance(object);
    };
  }

  private static String instance(PickleValue.Instance object) {
    StringBuilder text = new StringBuilder(object.kind() == PickleValue.Kind.NEW ? "new " : "");
    text.append(of(object.callable())).append('(').append(all(object.arguments())).append(')');
    if (!object.listItems().items().isEmpty()) {
      text.append('[').append(all(object.listItems().items())).append(']');
    }
    if (!object.dictItems().items().isEmpty()) {
      text.append('{').append(items(object.dictItems())).append('}');
    }
    return object.state() instanceof PickleValue.None
        ? text.toString()
        : text.append('<').append(of(object.state())).append('>').toString();
  }

  private static String all(List<PickleValue> values) {
    return values.stream().map(Rendered::of).collect(Collectors.joining(", "));
  }

  private static String items(PickleValue.Dict dict) {
    return dict.items().stream()
        .map(item -> of(item.key()) + ": " + of(item.value()))
        .collect(Collectors.joining(", "));
  }
}
