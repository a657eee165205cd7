package org.weightwatcher.format.numpy;

import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;

/// Names of arrays, and what the names of JAX say about their layers.
final class NpyNames {
  private static final String ENDING = ".npy";

  private NpyNames() {}

  /// @param file path of a file
  /// @return its last name without the ending
  static String ofFile(String file) {
    return ofMember(file.substring(file.lastIndexOf('/') + 1));
  }

  /// @param member path in an archive
  /// @return it without the ending; whole where nothing else would be left of a name
  static String ofMember(String member) {
    boolean stem = isArray(member) && !member.equals(ENDING) && !member.endsWith("/" + ENDING);
    return stem ? member.substring(0, member.length() - ENDING.length()) : member;
  }

  static boolean isArray(String member) {
    return member.endsWith(ENDING);
  }

  /// Flax (`Dense_0/kernel`) and Haiku (`linear/w`) join paths with slashes and put outputs last.
  /// Dotted names say nothing: PyTorch and MLX use the same ones with different orders of axes.
  ///
  /// @param name of an array in an archive
  static Declared declared(String name) {
    int slash = name.lastIndexOf('/');
    if (slash <= 0) {
      return Declared.NOTHING;
    }
    String layer = name.substring(0, slash);
    return switch (name.substring(slash + 1)) {
      case "kernel", "w" -> new Declared(layer, "", "kernel", AxisOrder.OUTPUTS_LAST, 0);
      case "bias", "b" -> new Declared(layer, "", "bias", AxisOrder.OUTPUTS_LAST, 0);
      default -> Declared.NOTHING;
    };
  }
}
