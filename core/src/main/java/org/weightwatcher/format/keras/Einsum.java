package org.weightwatcher.format.keras;

/// Which axes of a kernel with more axes than a matrix are inputs.
final class Einsum {
  private Einsum() {}

  /// @param equation `abc,cde->abde`: the kernel's letters that the input has and the output lacks
  ///   are inputs
  /// @param rank axes of the kernel
  /// @return how many of the first axes are inputs; 0 if the equation does not fit, or has an
  ///   output axis before an input axis
  static int leadingInputs(String equation, int rank) {
    int comma = equation.indexOf(',');
    int arrow = equation.indexOf("->");
    if (comma < 0 || arrow < comma) {
      return 0;
    }
    String input = equation.substring(0, comma);
    String kernel = equation.substring(comma + 1, arrow).strip();
    String output = equation.substring(arrow + 2);
    if (kernel.length() != rank) {
      return 0;
    }
    int leading = 0;
    for (int i = 0; i < rank; i++) {
      boolean isInput =
          input.indexOf(kernel.charAt(i)) >= 0 && output.indexOf(kernel.charAt(i)) < 0;
      if (isInput && leading < i) {
        return 0;
      }
      leading += isInput ? 1 : 0;
    }
    return leading;
  }

  /// Projections of an attention layer have no equation in the file: all but the last one map the
  /// features to heads.
  ///
  /// @param name last part of the projection's name
  /// @param rank axes of the kernel
  /// @return as [#leadingInputs]; 0 if it is no projection
  static int ofAttention(String name, int rank) {
    String plain = name.startsWith("_") ? name.substring(1) : name;
    return switch (plain) {
      case "query", "key", "value", "query_dense", "key_dense", "value_dense" -> 1;
      case "attention_output", "output_dense" -> rank - 1;
      default -> 0;
    };
  }
}
