package org.weightwatcher.metric;

import java.io.Serializable;

/// One value of a row.
public sealed interface Cell extends Serializable {
  /// A number; NaN where it could not be computed.
  record Real(double value) implements Cell {}

  /// A count or an id.
  record Count(long value) implements Cell {}

  /// A text; escaped by whoever prints it.
  record Text(String value) implements Cell {}

  /// Yes or no.
  record Flag(boolean value) implements Cell {}
}
