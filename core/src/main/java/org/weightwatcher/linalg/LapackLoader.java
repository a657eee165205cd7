package org.weightwatcher.linalg;

import java.util.Optional;
import java.util.function.Supplier;

/// Chooses between the native and the Java implementation.
///
/// The system property `weightwatcher.lapack` may be `native` (the default) or `java`. When
/// `weightwatcher.lapack.required` is `true`, an absent native library is an error instead of a
/// warning, so that tests cannot skip the native code in silence.
///
/// Stateless and thread-safe; the native library is searched once in a process, at the first call
/// that wants it.
public final class LapackLoader {
  static final String CHOICE = "weightwatcher.lapack";
  static final String REQUIRED = "weightwatcher.lapack.required";

  private LapackLoader() {}

  /// Searched at first use: a library can neither be unloaded nor be loaded with other settings.
  private static final class NativeHolder {
    static final OpenBlasLibrary LIBRARY = new OpenBlasSearch(Host.current()).find();
  }

  /// The implementation to use, and a warning when it is not the one that was wanted.
  ///
  /// @return native where a library can be loaded, else Java with a warning
  /// @throws IllegalStateException when a native library is required and none can be loaded
  /// @throws IllegalArgumentException when the property `weightwatcher.lapack` has another value
  public static LoadedLapack load() {
    return choose(Host.current(), () -> NativeHolder.LIBRARY);
  }

  static LoadedLapack choose(Host host, Supplier<OpenBlasLibrary> library) {
    String choice = host.property(CHOICE).orElse("native");
    return switch (choice) {
      case "java" -> new LoadedLapack(new JavaLapack(), Optional.empty());
      case "native" -> nativeOrJava(host, library.get());
      default ->
          throw new IllegalArgumentException(
              "%s must be native or java but was '%s'".formatted(CHOICE, choice));
    };
  }

  private static LoadedLapack nativeOrJava(Host host, OpenBlasLibrary library) {
    return switch (library) {
      case OpenBlasLibrary.Loaded(NativeLapack lapack, _) ->
          new LoadedLapack(lapack, Optional.empty());
      case OpenBlasLibrary.Absent(String reason) -> {
        String problem = "no native LAPACK library could be loaded (%s)".formatted(reason);
        if (host.property(REQUIRED).map(Boolean::parseBoolean).orElse(false)) {
          throw new IllegalStateException(problem + " but " + REQUIRED + " is true");
        }
        yield new LoadedLapack(
            new JavaLapack(), Optional.of(problem + "; using the slower Java code"));
      }
    };
  }
}
