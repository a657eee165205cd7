package org.weightwatcher.spectrum;

import java.io.Serializable;

/// The eigenvalues of `WᵀW` of all matrices of one layer, pooled, and what is counted per matrix.
///
/// There is no division by N. Immutable and serializable.
public final class Spectrum implements Serializable {
  private static final long serialVersionUID = 1L;

  /// Ascending.
  private final double[] evals;

  /// Over all matrices.
  private final double svMax;

  /// Over all matrices.
  private final double svMin;

  /// What the reference calls sv_min.
  private final double largestSvMin;

  /// Summed over matrices.
  private final long rankLoss;

  /// Summed over matrices.
  private final long numericalRank;

  /// Eigenvalues below the tolerance.
  private final long weakRankLoss;

  /// Matrices whose eigenvalues come from a direct SVD.
  private final int svdCount;

  /// @param evals ascending, `>= 0`; copied
  /// @param counts what was counted per matrix
  /// @param weakRankLoss eigenvalues below the tolerance
  /// @param svdCount matrices decomposed by a direct SVD
  Spectrum(double[] evals, SliceCounts counts, long weakRankLoss, int svdCount) {
    this.evals = evals.clone();
    this.svMax = counts.svMax();
    this.svMin = counts.svMin();
    this.largestSvMin = counts.largestSvMin();
    this.rankLoss = counts.rankLoss();
    this.numericalRank = counts.numericalRank();
    this.weakRankLoss = weakRankLoss;
    this.svdCount = svdCount;
  }

  /// @return a copy of the eigenvalues, ascending
  public double[] evals() {
    return evals.clone();
  }

  /// @return number of eigenvalues
  public int size() {
    return evals.length;
  }

  /// @return largest singular value
  public double svMax() {
    return svMax;
  }

  /// @return smallest singular value
  public double svMin() {
    return svMin;
  }

  /// @return the largest of the matrices' smallest singular values: the reference's `sv_min`
  public double largestSvMin() {
    return largestSvMin;
  }

  /// @return sum over matrices of `#{s <= max(s)·N·eps}`
  public long rankLoss() {
    return rankLoss;
  }

  /// @return sum over matrices of `#{s > max(s)·N·eps}` with the precision of the stored weights
  public long numericalRank() {
    return numericalRank;
  }

  /// @return number of eigenvalues below the tolerance
  public long weakRankLoss() {
    return weakRankLoss;
  }

  /// @return number of matrices that were (also) decomposed by a direct SVD
  public int svdCount() {
    return svdCount;
  }
}
