package org.weightwatcher.linalg;

/// Outcome of the search for a native BLAS and LAPACK library. Absence is a value with a reason,
/// because the program works without one.
sealed interface OpenBlasLibrary {

  /// A library that is loaded and has every routine that is needed.
  ///
  /// @param lapack the routines
  /// @param origin the file or name it was loaded from
  record Loaded(NativeLapack lapack, String origin) implements OpenBlasLibrary {}

  /// No library.
  ///
  /// @param reason why, for the warning line
  record Absent(String reason) implements OpenBlasLibrary {}
}
