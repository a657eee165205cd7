package org.weightwatcher.format.pickle;

import java.util.List;

/// The result of one pickle.
///
/// @param root the value
/// @param called names of everything that the pickle asked to call or to make, each once, in the
///   order of the first request; nothing was called
/// @param end offset of the first byte after the pickle
public record Pickle(PickleValue root, List<String> called, long end) {
  /// Copies the list.
  public Pickle {
    called = List.copyOf(called);
  }
}
