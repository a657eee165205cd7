package org.weightwatcher.linalg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds a native BLAS and LAPACK library: the one that the user names, else the one on the class
/// path, extracted to a cache folder, else one of the system.
///
/// Loading has effects on the whole process, so [LapackLoader] does it once. Thread-safe.
///
/// @param host where to look
/// @param resources the class path with the published libraries
record OpenBlasSearch(Host host, ClassLoader resources) {
  static final String PROPERTY = "weightwatcher.openblas";
  static final String VARIABLE = "WEIGHTWATCHER_OPENBLAS";

  OpenBlasSearch(Host host) {
    this(host, OpenBlasSearch.class.getClassLoader());
  }

  /// Never throws: what goes wrong becomes the reason of absence.
  OpenBlasLibrary find() {
    Optional<OpenBlasLibrary> named =
        host.property(PROPERTY)
            .map(path -> override(PROPERTY, path))
            .or(() -> host.variable(VARIABLE).map(path -> override(VARIABLE, path)));
    return named.orElseGet(this::findUnnamed);
  }

  // A path that the user gave and that does not work must not be replaced by another library.
  private OpenBlasLibrary override(String setting, String text) {
    Optional<Path> path = Host.path(text).map(Path::toAbsolutePath).filter(Files::isRegularFile);
    if (path.isEmpty()) {
      return new OpenBlasLibrary.Absent("%s is not a file: %s".formatted(setting, text));
    }
    return NativeLapack.open(List.of(path.get().toString()), host);
  }

  private OpenBlasLibrary findUnnamed() {
    // A set: where native access is denied, every attempt says the same.
    Set<String> reasons = new LinkedHashSet<>();
    OpenBlasLibrary found = findBundled();
    if (found instanceof OpenBlasLibrary.Absent(String reason)) {
      reasons.add(reason);
      for (String name : host.systemLibraries()) {
        switch (NativeLapack.open(List.of(name), host)) {
          case OpenBlasLibrary.Loaded loaded -> {
            return loaded;
          }
          case OpenBlasLibrary.Absent(String why) -> reasons.add(why);
        }
      }
      return new OpenBlasLibrary.Absent(String.join("; ", reasons));
    }
    return found;
  }

  private OpenBlasLibrary findBundled() {
    Optional<NativePlatform> platform = host.platform();
    if (platform.isEmpty()) {
      return new OpenBlasLibrary.Absent(
          "no library is published for %s on %s"
              .formatted(
                  host.property("os.name").orElse("an unknown system"),
                  host.property("os.arch").orElse("an unknown processor")));
    }
    try {
      return NativeBundle.find(platform.get(), resources)
          .map(this::openBundle)
          .orElseGet(() ->
              new OpenBlasLibrary.Absent(
                  "the class path has no library for " + platform.get().folder()));
    } catch (IOException e) {
      return new OpenBlasLibrary.Absent("the class path cannot be read: " + e);
    }
  }

  private OpenBlasLibrary openBundle(NativeBundle bundle) {
    List<String> reasons = new ArrayList<>();
    for (Path folder : host.cacheFolders()) {
      try {
        List<Path> files = new NativeCache(folder).install(bundle);
        return NativeLapack.open(files.stream().map(Path::toString).toList(), host);
      } catch (IOException e) {
        reasons.add("cannot extract to %s: %s".formatted(folder, e));
      }
    }
    reasons.addFirst("no usable cache folder");
    return new OpenBlasLibrary.Absent(String.join("; ", reasons));
  }
}
