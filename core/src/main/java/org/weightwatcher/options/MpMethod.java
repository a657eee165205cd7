package org.weightwatcher.options;

/// How the Marchenko-Pastur bulk of a spectrum is found.
public enum MpMethod {
  /// Eigenvalues above the Tracy-Widom edge are taken away until none is left.
  TRIM,
  /// The law is fitted to a kernel density, as the reference does it, with the right law for square
  /// matrices.
  KDE
}
