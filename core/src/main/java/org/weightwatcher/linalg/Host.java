package org.weightwatcher.linalg;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// What the search for a native library asks of the machine, as a value, so that tests can describe
/// another one.
///
/// @param properties system properties
/// @param environment environment variables
record Host(Map<String, String> properties, Map<String, String> environment) {
  Host {
    properties = Map.copyOf(properties);
    environment = Map.copyOf(environment);
  }

  static Host current() {
    Properties all = System.getProperties();
    Map<String, String> properties =
        all.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, name -> all.getProperty(name, "")));
    return new Host(properties, System.getenv());
  }

  /// A property that is set and not empty.
  Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name)).filter(value -> !value.isEmpty());
  }

  /// A variable that is set and not empty.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// The name and file list of this machine's native libraries; empty where none is published.
  Optional<NativePlatform> platform() {
    String arch =
        switch (property("os.arch").orElse("")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    return NativePlatform.of(family().folder + "-" + arch);
  }

  /// Folders for extracted libraries in the order of preference: the user's cache, then a folder of
  /// this user among the temporary files.
  List<Path> cacheFolders() {
    List<Path> folders = new ArrayList<>();
    Optional<Path> home = property("user.home").flatMap(Host::path).filter(Path::isAbsolute);
    Optional<Path> cache =
        switch (family()) {
          case MAC -> home.map(path -> path.resolve("Library", "Caches"));
          case WINDOWS -> variable("LOCALAPPDATA").flatMap(Host::path);
          // The XDG rules say that a relative path is to be ignored.
          case LINUX ->
              variable("XDG_CACHE_HOME")
                  .flatMap(Host::path)
                  .filter(Path::isAbsolute)
                  .or(() -> home.map(path -> path.resolve(".cache")));
        };
    cache.map(path -> path.resolve("weightwatcher")).ifPresent(folders::add);
    String user = property("user.name").orElse("user").replaceAll("[^A-Za-z0-9_.-]", "_");
    property("java.io.tmpdir")
        .flatMap(Host::path)
        .map(path -> path.resolve("weightwatcher-" + user))
        .ifPresent(folders::add);
    return List.copyOf(folders);
  }

  /// Libraries of the system that may serve, best first; names that the dynamic loader resolves.
  List<String> systemLibraries() {
    return switch (family()) {
      case LINUX -> List.of("libopenblas.so.0", "liblapack.so.3");
      case MAC -> List.of("/System/Library/Frameworks/Accelerate.framework/Accelerate");
      case WINDOWS -> List.of();
    };
  }

  /// A path, or nothing when the text cannot be one on this system.
  static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private Family family() {
    String name = property("os.name").orElse("").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return Family.MAC;
    }
    return name.startsWith("windows") ? Family.WINDOWS : Family.LINUX;
  }

  /// Other Unix systems follow the Linux conventions and find no published library.
  private enum Family {
    LINUX("linux"),
    MAC("macosx"),
    WINDOWS("windows");

    private final String folder;

    Family(String folder) {
      this.folder = folder;
    }
  }
}
