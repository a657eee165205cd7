package org.weightwatcher.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The most memory that this process has had so far, as the operating system counts it.
public final class PeakMemory {
  private PeakMemory() {}

  /// @return bytes; empty where the system does not say
  public static OptionalLong bytes() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException e) {
      return OptionalLong.empty(); // not Linux
    }
  }

  /// @param status lines such as `VmHWM: 217088 kB`
  /// @return bytes
  static OptionalLong parse(List<String> status) {
    return status.stream()
        .filter(line -> line.matches("VmHWM:\\s+\\d{1,15} kB"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }
}
