package org.weightwatcher.cli.session;

import java.util.Locale;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.table.ToolJson;

/// What runs here, in one line.
public final class VersionText {
  private VersionText() {}

  /// @return `weightwatcher 0.1.0 (Java 25.0.3, linux-x64, OpenBLAS 0.3.31 (Haswell))`
  public static String line() {
    return "weightwatcher %s (Java %s, %s, %s)"
        .formatted(ToolJson.version(), java(), platform(), lapack());
  }

  /// @return the same when the linear algebra may be what is broken
  public static String withoutLapack() {
    return "weightwatcher %s (Java %s, %s)".formatted(ToolJson.version(), java(), platform());
  }

  /// @return version of Java
  public static String java() {
    return System.getProperty("java.version", "unknown");
  }

  /// @return which linear algebra runs
  public static String lapack() {
    return WeightWatcher.lapack().lapack().description();
  }

  /// @return system and processor: `linux-x64`
  public static String platform() {
    String os = System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "unknown");
    String shortOs = os.startsWith("mac") ? "macos" : os.startsWith("windows") ? "windows" : os;
    return shortOs + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }
}
