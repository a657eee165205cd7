package org.weightwatcher.fit.bulk;

import java.util.Arrays;
import java.util.Optional;
import org.weightwatcher.options.Compat;
import org.weightwatcher.options.MpMethod;

/// The ways to fit the Marchenko-Pastur bulk.
public enum MpRule {
  /// [MarchenkoPastur#trim].
  TRIM,
  /// Least squares to a kernel density, with the right law for square matrices and a softrank of at
  /// most 1.
  KDE,
  /// The reference's (`RMT_Util.py`, `fit_density_with_range`; `weightwatcher.py`, `apply_mp_fit`):
  /// as [#KDE], but sigma does not stand inside the root of the law of square matrices, so that it
  /// only scales the height, and the softrank may exceed 1.
  REFERENCE;

  /// @param method what the user asked for
  /// @param compat whose numbers
  /// @return the rule
  public static MpRule of(MpMethod method, Compat compat) {
    if (compat.reference()) {
      return REFERENCE;
    }
    return switch (method) {
      case TRIM -> TRIM;
      case KDE -> KDE;
    };
  }

  /// @param evals eigenvalues in any order, pooled over matrices of the same size; not changed
  /// @param n longer side of one matrix (the reference sometimes takes the shorter one)
  /// @param m the other side
  /// @return the fit; empty for a spectrum without a positive, finite sum, with fewer than 2
  ///   eigenvalues (the reference: 1), or so thin that no density is left
  public Optional<MarchenkoPastur> fit(double[] evals, long n, long m) {
    double sum = Arrays.stream(evals).sum();
    int least = this == REFERENCE ? 1 : 2;
    if (evals.length < least || !(sum > 0) || !Double.isFinite(sum)) {
      return Optional.empty();
    }
    return switch (this) {
      case TRIM -> Optional.of(MarchenkoPastur.trim(evals, n, m));
      case KDE -> KdeBulk.fit(evals, n, m, BulkLaw.of(n, m)).map(MarchenkoPastur::capped);
      case REFERENCE -> KdeBulk.fit(evals, n, m, BulkLaw.ofReference(n, m));
    };
  }
}
