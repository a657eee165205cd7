package org.weightwatcher.analysis;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;
import org.weightwatcher.metric.Cell;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;

/// What was found of one layer: a row, and the eigenvalues if they were asked for. Immutable and
/// serializable.
///
/// There is one accessor a column, its name in camelCase; [#get(String)] takes the exact name.
public final class LayerResult extends RequestedValues implements Serializable {
  private static final long serialVersionUID = 1L;

  /// The values.
  private final Row row;

  /// Ascending; empty unless asked for.
  private final double[] esd;

  private LayerResult(Row row, double[] esd) {
    this.row = row;
    this.esd = esd;
  }

  /// @param row the values
  /// @return a result without eigenvalues
  public static LayerResult of(Row row) {
    return new LayerResult(row, new double[0]);
  }

  /// @param row the values
  /// @param esd eigenvalues, ascending; copied
  /// @return a result with eigenvalues
  public static LayerResult of(Row row, double[] esd) {
    return new LayerResult(row, esd.clone());
  }

  /// @param other another row
  /// @return that row with the eigenvalues of this result
  public LayerResult with(Row other) {
    return new LayerResult(other, esd);
  }

  @Override
  public Row row() {
    return row;
  }

  /// @return a copy of the eigenvalues, ascending; empty unless the options asked for them
  public double[] esd() {
    return esd.clone();
  }

  /// @param column exact name, such as `num_pl_spikes`
  /// @return its value; empty if there is no such column or it was not computed
  public Optional<Cell> get(String column) {
    return Column.ofLabel(column).flatMap(row::cell);
  }

  /// @return model: path of the model as given
  public String model() {
    return row.text(Column.MODEL);
  }

  /// @return file: name of the file that holds the tensor
  public String file() {
    return row.text(Column.FILE);
  }

  /// @return layer_id: id, counted in the order of the layers
  public long layerId() {
    return row.count(Column.LAYER_ID).orElseThrow();
  }

  /// @return name: last segment of the path
  public String name() {
    return row.text(Column.NAME);
  }

  /// @return longname: path of the layer in the model
  public String longname() {
    return row.text(Column.LONGNAME);
  }

  /// @return layer_type: the word of the kind of layer
  public String layerType() {
    return row.text(Column.LAYER_TYPE);
  }

  /// @return N: longer side of one matrix
  public long n() {
    return row.count(Column.N).orElseThrow();
  }

  /// @return M: shorter side of one matrix
  public long m() {
    return row.count(Column.M).orElseThrow();
  }

  /// @return rf: number of matrices: kernel positions of a convolution, else 1
  public long rf() {
    return row.count(Column.RF).orElseThrow();
  }

  /// @return Q: aspect ratio, at least 1; NaN where it could not be computed
  public double q() {
    return row.real(Column.Q);
  }

  /// @return num_evals: number of eigenvalues
  public long numEvals() {
    return row.count(Column.NUM_EVALS).orElseThrow();
  }

  /// @return has_esd: whether the eigenvalues were computed
  public boolean hasEsd() {
    return row.flag(Column.HAS_ESD);
  }

  /// @return sv_max: largest singular value; NaN where it could not be computed
  public double svMax() {
    return row.real(Column.SV_MAX);
  }

  /// @return sv_min: smallest singular value; the reference takes the largest of the matrices'
  ///   smallest; NaN where it could not be computed
  public double svMin() {
    return row.real(Column.SV_MIN);
  }

  /// @return rank_loss: missing ranks; empty where it could not be computed
  public OptionalLong rankLoss() {
    return row.count(Column.RANK_LOSS);
  }

  /// @return weak_rank_loss: eigenvalues that are nearly 0; empty where it could not be computed
  public OptionalLong weakRankLoss() {
    return row.count(Column.WEAK_RANK_LOSS);
  }

  /// @return lambda_max: largest eigenvalue; NaN where it could not be computed
  public double lambdaMax() {
    return row.real(Column.LAMBDA_MAX);
  }

  /// @return alpha: exponent of the power law of the tail; well-trained layers lie between 2 and 6;
  ///   NaN where it could not be computed
  public double alpha() {
    return row.real(Column.ALPHA);
  }

  /// @return xmin: start of the tail; NaN where it could not be computed
  public double xmin() {
    return row.real(Column.XMIN);
  }

  /// @return xmax: largest eigenvalue of the fit; NaN where it could not be computed
  public double xmax() {
    return row.real(Column.XMAX);
  }

  /// @return D: distance of fit and tail, with the lower empirical steps only; NaN where it could
  ///   not be computed
  public double d() {
    return row.real(Column.D);
  }

  /// @return sigma: standard error of alpha; NaN where it could not be computed
  public double sigma() {
    return row.real(Column.SIGMA);
  }

  /// @return num_pl_spikes: eigenvalues in the tail; empty where it could not be computed
  public OptionalLong numPlSpikes() {
    return row.count(Column.NUM_PL_SPIKES);
  }

  /// @return Lambda: rate at which the truncated power law ends; with `--fit tpl` and `e-tpl`; NaN
  ///   where it could not be computed
  public double lambda() {
    return row.real(Column.LAMBDA);
  }

  /// @return num_fingers: largest eigenvalues left out; empty where it could not be computed
  public OptionalLong numFingers() {
    return row.count(Column.NUM_FINGERS);
  }

  /// @return raw_alpha: alpha with no eigenvalue left out; NaN where it could not be computed
  public double rawAlpha() {
    return row.real(Column.RAW_ALPHA);
  }

  /// @return status: success or failed
  public String status() {
    return row.text(Column.STATUS);
  }

  /// @return warning: over-trained, under-trained or empty, by alpha alone
  public String warning() {
    return row.text(Column.WARNING);
  }

  /// @return norm: squared Frobenius norm; NaN where it could not be computed
  public double norm() {
    return row.real(Column.NORM);
  }

  /// @return log_norm: log10(norm); NaN where it could not be computed
  public double logNorm() {
    return row.real(Column.LOG_NORM);
  }

  /// @return spectral_norm: squared spectral norm, the same as lambda_max; NaN where it could not
  ///   be computed
  public double spectralNorm() {
    return row.real(Column.SPECTRAL_NORM);
  }

  /// @return log_spectral_norm: log10(spectral_norm); NaN where it could not be computed
  public double logSpectralNorm() {
    return row.real(Column.LOG_SPECTRAL_NORM);
  }

  /// @return alpha_weighted: alpha weighted by scale; the paper's alpha-hat; NaN where it could not
  ///   be computed
  public double alphaWeighted() {
    return row.real(Column.ALPHA_WEIGHTED);
  }

  /// @return log_alpha_norm: logarithm of the alpha-Schatten norm; NaN where it could not be
  ///   computed
  public double logAlphaNorm() {
    return row.real(Column.LOG_ALPHA_NORM);
  }

  /// @return stable_rank: effective number of directions; NaN where it could not be computed
  public double stableRank() {
    return row.real(Column.STABLE_RANK);
  }

  /// @return matrix_rank: rank of all matrices pooled; nearly blind for float32 weights, see
  ///   numerical_rank; empty where it could not be computed
  public OptionalLong matrixRank() {
    return row.count(Column.MATRIX_RANK);
  }

  /// @return entropy: evenness of the spectrum, 0 to 1; 0 for rank 1; NaN where it could not be
  ///   computed
  public double entropy() {
    return row.real(Column.ENTROPY);
  }

  /// @return dtype: stored element type
  public String dtype() {
    return row.text(Column.DTYPE);
  }

  /// @return shape: dimensions of the tensor
  public String shape() {
    return row.text(Column.SHAPE);
  }

  /// @return num_params: number of weights
  public long numParams() {
    return row.count(Column.NUM_PARAMS).orElseThrow();
  }

  /// @return block: first number in the long name: the block of the network; empty where it could
  ///   not be computed
  public OptionalLong block() {
    return row.count(Column.BLOCK);
  }

  /// @return group: the long name with that number as *: like layers of all blocks
  public String group() {
    return row.text(Column.GROUP);
  }

  /// @return verdict: failed, random-like?, not reliable, over-trained?, under-trained? or good
  public String verdict() {
    return row.text(Column.VERDICT);
  }

  /// @return notes: reasons, separated by semicolons
  public String notes() {
    return row.text(Column.NOTES);
  }

  /// @return at_bound: whether the truncated power law degenerates to a simpler law
  public boolean atBound() {
    return row.flag(Column.AT_BOUND);
  }

  /// @return thresh: the fit used eigenvalues above it; NaN where it could not be computed
  public double thresh() {
    return row.real(Column.THRESH);
  }

  /// @return D_ks: the full Kolmogorov-Smirnov distance of fit and tail; NaN where it could not be
  ///   computed
  public double dKs() {
    return row.real(Column.D_KS);
  }

  /// @return tail_fraction: share of the eigenvalues in the tail; NaN where it could not be
  ///   computed
  public double tailFraction() {
    return row.real(Column.TAIL_FRACTION);
  }

  /// @return hill_alpha: exponent with the median as xmin; NaN where it could not be computed
  public double hillAlpha() {
    return row.real(Column.HILL_ALPHA);
  }

  /// @return numerical_rank: rank in the precision of the stored weights; empty where it could not
  ///   be computed
  public OptionalLong numericalRank() {
    return row.count(Column.NUMERICAL_RANK);
  }

  /// @return effective_rank: effective rank; NaN where it could not be computed
  public double effectiveRank() {
    return row.real(Column.EFFECTIVE_RANK);
  }

  /// @return num_trim_spikes: eigenvalues above the Marchenko-Pastur edge of the trimmed bulk; 0
  ///   means random-like; empty where it could not be computed
  public OptionalLong numTrimSpikes() {
    return row.count(Column.NUM_TRIM_SPIKES);
  }

  /// @return elapsed_ms: time for the layer in milliseconds; not reproducible; NaN where it could
  ///   not be computed
  public double elapsedMs() {
    return row.real(Column.ELAPSED_MS);
  }
}
