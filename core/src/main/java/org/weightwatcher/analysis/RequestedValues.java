package org.weightwatcher.analysis;

import java.util.OptionalLong;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;

/// The values of a layer that are computed on request: NaN or empty unless the options asked for
/// them.
public abstract sealed class RequestedValues permits LayerResult {
  RequestedValues() {}

  /// @return all values
  public abstract Row row();

  /// @return slice_id: index of the matrix in the tensor, row by row of the kernel; empty where it
  ///   was not computed
  public final OptionalLong sliceId() {
    return row().count(Column.SLICE_ID);
  }

  /// @return bulk_mean_vec_entropy: mean entropy of the eigenvectors of the bulk; NaN where it was
  ///   not computed
  public final double bulkMeanVecEntropy() {
    return row().real(Column.BULK_MEAN_VEC_ENTROPY);
  }

  /// @return bulk_mean_loc_ratio: mean localization ratio of the eigenvectors of the bulk; NaN
  ///   where it was not computed
  public final double bulkMeanLocRatio() {
    return row().real(Column.BULK_MEAN_LOC_RATIO);
  }

  /// @return bulk_mean_part_ratio: mean participation ratio of the eigenvectors of the bulk; NaN
  ///   where it was not computed
  public final double bulkMeanPartRatio() {
    return row().real(Column.BULK_MEAN_PART_RATIO);
  }

  /// @return bulk_var_vec_entropy: variance of the entropy of the eigenvectors of the bulk; NaN
  ///   where it was not computed
  public final double bulkVarVecEntropy() {
    return row().real(Column.BULK_VAR_VEC_ENTROPY);
  }

  /// @return bulk_var_loc_ratio: variance of the localization ratio of the eigenvectors of the
  ///   bulk; NaN where it was not computed
  public final double bulkVarLocRatio() {
    return row().real(Column.BULK_VAR_LOC_RATIO);
  }

  /// @return bulk_var_part_ratio: variance of the participation ratio of the eigenvectors of the
  ///   bulk; NaN where it was not computed
  public final double bulkVarPartRatio() {
    return row().real(Column.BULK_VAR_PART_RATIO);
  }

  /// @return tail_mean_vec_entropy: mean entropy of the eigenvectors of the tail; NaN where it was
  ///   not computed
  public final double tailMeanVecEntropy() {
    return row().real(Column.TAIL_MEAN_VEC_ENTROPY);
  }

  /// @return tail_mean_loc_ratio: mean localization ratio of the eigenvectors of the tail; NaN
  ///   where it was not computed
  public final double tailMeanLocRatio() {
    return row().real(Column.TAIL_MEAN_LOC_RATIO);
  }

  /// @return tail_mean_part_ratio: mean participation ratio of the eigenvectors of the tail; NaN
  ///   where it was not computed
  public final double tailMeanPartRatio() {
    return row().real(Column.TAIL_MEAN_PART_RATIO);
  }

  /// @return tail_var_vec_entropy: variance of the entropy of the eigenvectors of the tail; NaN
  ///   where it was not computed
  public final double tailVarVecEntropy() {
    return row().real(Column.TAIL_VAR_VEC_ENTROPY);
  }

  /// @return tail_var_loc_ratio: variance of the localization ratio of the eigenvectors of the
  ///   tail; NaN where it was not computed
  public final double tailVarLocRatio() {
    return row().real(Column.TAIL_VAR_LOC_RATIO);
  }

  /// @return tail_var_part_ratio: variance of the participation ratio of the eigenvectors of the
  ///   tail; NaN where it was not computed
  public final double tailVarPartRatio() {
    return row().real(Column.TAIL_VAR_PART_RATIO);
  }

  /// @return num_spikes: eigenvalues above the edge of the Marchenko-Pastur bulk; empty where it
  ///   was not computed
  public final OptionalLong numSpikes() {
    return row().count(Column.NUM_SPIKES);
  }

  /// @return sigma_mp: standard deviation of the entries of the bulk, in units in which the mean
  ///   eigenvalue is 1; see sigma_mp_orig; NaN where it was not computed
  public final double sigmaMp() {
    return row().real(Column.SIGMA_MP);
  }

  /// @return mp_softrank: how far the bulk reaches; the reference may exceed 1; NaN where it was
  ///   not computed
  public final double mpSoftrank() {
    return row().real(Column.MP_SOFTRANK);
  }

  /// @return W_scale: factor that makes the mean eigenvalue 1; NaN where it was not computed
  public final double wScale() {
    return row().real(Column.W_SCALE);
  }

  /// @return bulk_max: upper edge of the bulk; NaN where it was not computed
  public final double bulkMax() {
    return row().real(Column.BULK_MAX);
  }

  /// @return bulk_min: lower edge of the bulk; NaN where it was not computed
  public final double bulkMin() {
    return row().real(Column.BULK_MIN);
  }

  /// @return max_rand_eval: largest eigenvalue when the entries of each matrix are shuffled, over
  ///   all replicas; NaN where it was not computed
  public final double maxRandEval() {
    return row().real(Column.MAX_RAND_EVAL);
  }

  /// @return rand_distance: Jensen-Shannon distance of the sorted eigenvalues taken as
  ///   probabilities, mean over replicas; see rand_js_density; NaN where it was not computed
  public final double randDistance() {
    return row().real(Column.RAND_DISTANCE);
  }

  /// @return ww_softrank: 1 or more when nothing stands out of the shuffled weights; NaN where it
  ///   was not computed
  public final double wwSoftrank() {
    return row().real(Column.WW_SOFTRANK);
  }

  /// @return ww_maxdist: how far the largest eigenvalue stands out of the shuffled weights; NaN
  ///   where it was not computed
  public final double wwMaxdist() {
    return row().real(Column.WW_MAXDIST);
  }

  /// @return rand_num_spikes: correlation traps: spikes that survive shuffling come from a few
  ///   large entries; the reference sums over replicas; empty where it was not computed
  public final OptionalLong randNumSpikes() {
    return row().count(Column.RAND_NUM_SPIKES);
  }

  /// @return rand_sigma_mp: standard deviation of the bulk of all replicas; NaN where it was not
  ///   computed
  public final double randSigmaMp() {
    return row().real(Column.RAND_SIGMA_MP);
  }

  /// @return rand_mp_softrank: near 1 unless there are correlation traps; NaN where it was not
  ///   computed
  public final double randMpSoftrank() {
    return row().real(Column.RAND_MP_SOFTRANK);
  }

  /// @return rand_W_scale: the same as W_scale but for rounding; NaN where it was not computed
  public final double randWScale() {
    return row().real(Column.RAND_W_SCALE);
  }

  /// @return rand_bulk_max: upper edge of the shuffled bulk; NaN where it was not computed
  public final double randBulkMax() {
    return row().real(Column.RAND_BULK_MAX);
  }

  /// @return rand_bulk_min: lower edge of the shuffled bulk; NaN where it was not computed
  public final double randBulkMin() {
    return row().real(Column.RAND_BULK_MIN);
  }

  /// @return detX_num: eigenvalues whose product is 1: the determinant condition; empty where it
  ///   was not computed
  public final OptionalLong detXNum() {
    return row().count(Column.DETX_NUM);
  }

  /// @return detX_val: the smallest of them, unit of the eigenvalues; NaN where it was not computed
  public final double detXVal() {
    return row().real(Column.DETX_VAL);
  }

  /// @return detX_val_unrescaled: the same divided by the mean eigenvalue; the name says the
  ///   opposite; NaN where it was not computed
  public final double detXValUnrescaled() {
    return row().real(Column.DETX_VAL_UNRESCALED);
  }

  /// @return sigma_mp_orig: sigma_mp in the unit of the singular values; NaN where it was not
  ///   computed
  public final double sigmaMpOrig() {
    return row().real(Column.SIGMA_MP_ORIG);
  }

  /// @return rand_js_density: Jensen-Shannon distance of the densities of the eigenvalues and the
  ///   shuffled ones; NaN where it was not computed
  public final double randJsDensity() {
    return row().real(Column.RAND_JS_DENSITY);
  }

  /// @return rand_num_spikes_total: spikes of all replicas together; empty where it was not
  ///   computed
  public final OptionalLong randNumSpikesTotal() {
    return row().count(Column.RAND_NUM_SPIKES_TOTAL);
  }

  /// @return detX_num_best: as detX_num, but the nearest to 1 instead of the first below; empty
  ///   where it was not computed
  public final OptionalLong detXNumBest() {
    return row().count(Column.DETX_NUM_BEST);
  }

  /// @return detX_delta: difference of the two ways to find the tail; empty where it was not
  ///   computed
  public final OptionalLong detXDelta() {
    return row().count(Column.DETX_DELTA);
  }

  /// @return ipr: inverse participation ratio of the eigenvectors of the tail; 1/M when all entries
  ///   count alike; NaN where it was not computed
  public final double ipr() {
    return row().real(Column.IPR);
  }

  /// @return Xflag: whether the row is a product of two layers
  public final boolean xflag() {
    return row().flag(Column.XFLAG);
  }

  /// @return level_spacing_ratio: repulsion of neighbouring eigenvalues; NaN where it was not
  ///   computed
  public final double levelSpacingRatio() {
    return row().real(Column.LEVEL_SPACING_RATIO);
  }
}
