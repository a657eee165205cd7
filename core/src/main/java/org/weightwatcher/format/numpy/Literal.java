package org.weightwatcher.format.numpy;

import java.util.List;

/// A value of a header, which is written as a literal of Python. There is no case for anything that
/// Python would have to evaluate.
sealed interface Literal {
  /// A quoted text, its escapes kept as written.
  record Text(String value) implements Literal {}

  /// `True` or `False`.
  record Flag(boolean value) implements Literal {}

  /// An integer that fits 64 bits.
  record Whole(long value) implements Literal {}

  /// `(1, 2)`.
  record Tuple(List<Literal> items) implements Literal {}

  /// `[1, 2]`: the fields of a structured type.
  record Items(List<Literal> items) implements Literal {}
}
