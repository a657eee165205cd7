package org.weightwatcher.cli.output;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Names of layers as names of files that every system takes: no separators, no control characters,
/// no reserved names, no two that differ only by case. Not thread-safe.
public final class SafeFileNames {
  private static final int LONGEST = 120;
  private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");
  private final Set<String> taken = new HashSet<>();

  /// @param name any text
  /// @param extension with its point
  /// @return a name that was not given out before
  public String of(String name, String extension) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    safe = safe.length() > LONGEST ? ends(safe) : safe;
    // A leading point hides a file, a leading minus is an option to other programs.
    safe = safe.replaceAll("^[.-]", "_");
    String stem = safe.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
    if (safe.isEmpty() || RESERVED.contains(stem) || stem.matches("(com|lpt)\\d")) {
      safe = "_" + safe;
    }
    String candidate = safe + extension;
    for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
      candidate = safe + "~" + i + extension;
    }
    return candidate;
  }

  private static String ends(String text) {
    int half = LONGEST / 2 - 1;
    return text.substring(0, half) + "__" + text.substring(text.length() - half);
  }
}
