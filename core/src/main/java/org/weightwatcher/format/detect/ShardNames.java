package org.weightwatcher.format.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The rules for names of shards.
final class ShardNames {
  /// `PREFIX-00001-of-00003.ENDING`.
  private static final Pattern NUMBERED =
      Pattern.compile("(.+)-(\\d{5})-of-(\\d{5})\\.(safetensors|bin)");

  /// Names that are devices on Windows, with any extension.
  private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private ShardNames() {}

  /// Whether a name that a file gives stays in the folder of that file, on every system.
  static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c == 0)
        && !DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /// The numbered files among names, by the pattern that they share, such as
  /// `model-*-of-00003.safetensors`.
  static Map<String, List<String>> groups(List<String> names) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (String name : names) {
      Matcher parts = NUMBERED.matcher(name);
      if (parts.matches()) {
        String pattern = "%s-*-of-%s.%s".formatted(parts.group(1), parts.group(3), parts.group(4));
        groups.computeIfAbsent(pattern, key -> new ArrayList<>()).add(name);
      }
    }
    return groups;
  }

  /// Every name that a group must have, in order.
  static List<String> complete(String oneOfThem) {
    Matcher parts = NUMBERED.matcher(oneOfThem);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a numbered shard: " + oneOfThem);
    }
    return IntStream.rangeClosed(1, Integer.parseInt(parts.group(3)))
        .mapToObj(
            i -> "%s-%05d-of-%s.%s".formatted(parts.group(1), i, parts.group(3), parts.group(4)))
        .toList();
  }

  static boolean isNumbered(String name) {
    return NUMBERED.matcher(name).matches();
  }
}
