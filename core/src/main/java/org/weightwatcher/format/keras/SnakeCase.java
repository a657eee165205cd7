package org.weightwatcher.format.keras;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The names that Keras gives to layers without one, and to the groups of a weights file: the class
/// in snake case, made unique by a number.
final class SnakeCase {
  private final Map<String, Integer> used = new HashMap<>();

  /// @param className `Conv2D`
  /// @return `conv2d` for the first layer of that class, then `conv2d_1` and so on
  String next(String className) {
    String name = of(className);
    int number = used.merge(name, 1, Integer::sum) - 1;
    return number == 0 ? name : name + "_" + number;
  }

  /// @param className `BatchNormalization`
  /// @return `batch_normalization`
  static String of(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /// @param name `conv2d_12`
  /// @return `conv2d`
  static String withoutNumber(String name) {
    return name.replaceFirst("_\\d{1,9}$", "");
  }
}
