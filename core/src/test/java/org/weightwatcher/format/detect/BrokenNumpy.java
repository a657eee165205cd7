package org.weightwatcher.format.detect;

import java.util.Map;

/// What is said about each NumPy file of the shared models, without the folder; lines are joined by
/// a bar.
final class BrokenNumpy {
  static final Map<String, String> BROKEN = Map.ofEntries(Map.entry("x", "y"));
  static final Map<String, String> VARIANTS = Map.ofEntries(Map.entry("x", "y"));

  private BrokenNumpy() {}
}
