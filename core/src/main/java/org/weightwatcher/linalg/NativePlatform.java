package org.weightwatcher.linalg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A platform for which OpenBLAS is published, with the files to load in this order: a library
/// comes after those it needs, because libgfortran on its own would take libquadmath from the
/// system.
enum NativePlatform {
  /// Kernels are chosen at run time.
  LINUX_X86_64("linux-x86_64", "libgcc_s.so.1 libquadmath.so.0 libgfortran.so.5 libopenblas.so.0"),
  /// One generic kernel set.
  LINUX_ARM64("linux-arm64", "libgcc_s.so.1 libgfortran.so.5 libopenblas.so.0"),
  /// Needs nothing but the system.
  MACOSX_ARM64("macosx-arm64", "libopenblas.0.dylib"),
  /// Kernels are chosen at run time.
  MACOSX_X86_64(
      "macosx-x86_64",
      "libgcc_s.1.1.dylib libquadmath.0.dylib libgfortran.5.dylib libopenblas.0.dylib"),
  /// Needs nothing but the system.
  WINDOWS_X86_64("windows-x86_64", "libopenblas.dll");

  private final String folder;
  private final String files;

  NativePlatform(String folder, String files) {
    this.folder = folder;
    this.files = files;
  }

  static Optional<NativePlatform> of(String folder) {
    return Arrays.stream(values()).filter(platform -> platform.folder.equals(folder)).findFirst();
  }

  /// The name of a folder inside the published jar.
  String folder() {
    return folder;
  }

  /// File names in loading order; the last one is OpenBLAS.
  List<String> files() {
    return List.of(files.split(" ", -1));
  }

  /// The name of a file on the class path.
  String resource(String file) {
    return "org/bytedeco/openblas/" + folder + "/" + file;
  }
}
