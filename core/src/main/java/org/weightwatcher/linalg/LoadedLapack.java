package org.weightwatcher.linalg;

import java.util.Optional;

/// The implementation that this process uses.
///
/// @param lapack native, or Java where no native library could be loaded
/// @param warning one line for the user when Java stands in for a native library; empty when the
///   user asked for Java
public record LoadedLapack(Lapack lapack, Optional<String> warning) {}
