package org.weightwatcher.format.keras;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Names of variables in files of Keras 1 and 2: `conv2d_1_1/kernel:0`.
final class Naming {
  private static final Pattern CELL = Pattern.compile("(lstm|gru|simple_rnn)_cell(_\\d{1,9})?");

  private Naming() {}

  /// @param variable `conv2d_1_1/kernel:0`
  /// @return `kernel`
  static String role(String variable) {
    return last(variable).replaceFirst(":\\d{1,9}$", "");
  }

  /// @param variable `bidirectional/forward_lstm/lstm_cell_1/kernel:0`
  /// @return `bidirectional/forward_lstm`: without the role, and without the cell that a recurrent
  ///   layer of TensorFlow 2 puts between
  static String scope(String variable) {
    List<String> parts = parts(variable);
    int end = parts.size() - 1;
    while (end > 1 && CELL.matcher(parts.get(end - 1)).matches()) {
      end--;
    }
    return String.join("/", parts.subList(0, Math.max(0, end)));
  }

  /// @param path names with slashes between them
  /// @return the last one
  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// @param names any
  /// @return the nonempty ones with slashes between them
  static String join(String... names) {
    return String.join("/", Stream.of(names).filter(Predicate.not(String::isEmpty)).toList());
  }

  static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }
}
