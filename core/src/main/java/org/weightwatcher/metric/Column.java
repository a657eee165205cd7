package org.weightwatcher.metric;

import java.util.Optional;

/// The list of columns: every value of a result is declared here, once. CSV, JSON, its schema,
/// `docs/metrics.md` and the accessors of a result follow from it.
///
/// Names are those of the Python package where it has the column. The order is the order of
/// results. Symbols: `lambda` = eigenvalues of `WᵀW` of all matrices of the layer pooled (no
/// division by N), `s` = their roots, `n` = their number, `eps` = 2^-52.
public enum Column {
  /// Path of the model.
  MODEL("model", Kind.TEXT, Group.OURS, "", "path of the model as given", "ours"),
  /// File of the tensor.
  FILE("file", Kind.TEXT, Group.OURS, "", "name of the file that holds the tensor", "ours"),
  /// Layer id.
  LAYER_ID(
      "layer_id", Kind.COUNT, Group.LAYER, "", "id, counted in the order of the layers", "analyze"),
  /// Short name.
  NAME("name", Kind.TEXT, Group.LAYER, "", "last segment of the path", "analyze"),
  /// Full name.
  LONGNAME("longname", Kind.TEXT, Group.LAYER, "", "path of the layer in the model", "analyze"),
  /// Type word.
  LAYER_TYPE(
      "layer_type",
      Kind.TEXT,
      Group.LAYER,
      "",
      "dense, conv1d, conv2d, conv3d, embedding, lstm, gru, rnn, attention, expert",
      "analyze"),
  /// Longer side.
  N("N", Kind.COUNT, Group.LAYER, "", "longer side of one matrix", "analyze"),
  /// Shorter side.
  M("M", Kind.COUNT, Group.LAYER, "", "shorter side of one matrix", "analyze"),
  /// Number of matrices.
  RF(
      "rf",
      Kind.COUNT,
      Group.LAYER,
      "",
      "number of matrices: kernel positions of a convolution, experts of a pooled stack, else 1",
      "analyze"),
  /// Aspect ratio.
  Q("Q", Kind.REAL, Group.LAYER, "N / M", "aspect ratio, at least 1", "analyze"),
  /// Number of eigenvalues.
  NUM_EVALS("num_evals", Kind.COUNT, Group.LAYER, "n = M rf", "number of eigenvalues", "analyze"),
  /// Index of the matrix.
  SLICE_ID("slice_id", Kind.COUNT, Group.SLICE, ColumnText.SLICE_ID),
  /// Whether the row is a product of two layers.
  XFLAG("Xflag", Kind.FLAG, Group.SLICE, ColumnText.XFLAG),
  /// Whether there is a spectrum.
  HAS_ESD(
      "has_esd", Kind.FLAG, Group.SPECTRUM, "", "whether the eigenvalues were computed", "analyze"),
  /// Largest singular value.
  SV_MAX("sv_max", Kind.REAL, Group.SPECTRUM, "max s", "largest singular value", "analyze"),
  /// Smallest singular value.
  SV_MIN(
      "sv_min",
      Kind.REAL,
      Group.SPECTRUM,
      "min s",
      "smallest singular value; the reference takes the largest of the matrices' smallest",
      "analyze"),
  /// Lost ranks.
  RANK_LOSS("rank_loss", Kind.COUNT, Group.SPECTRUM, ColumnText.RANK_LOSS),
  /// Nearly lost ranks.
  WEAK_RANK_LOSS("weak_rank_loss", Kind.COUNT, Group.SPECTRUM, ColumnText.WEAK_RANK_LOSS),
  /// Largest eigenvalue.
  LAMBDA_MAX(
      "lambda_max", Kind.REAL, Group.SPECTRUM, "max lambda", "largest eigenvalue", "analyze"),
  /// Tail exponent.
  ALPHA("alpha", Kind.REAL, Group.FIT, ColumnText.ALPHA),
  /// Start of the tail.
  XMIN(
      "xmin",
      Kind.REAL,
      Group.FIT,
      "the datum with the smallest D",
      "start of the tail",
      "WW_powerlaw.WWFit"),
  /// End of the tail.
  XMAX("xmax", Kind.REAL, Group.FIT, "", "largest eigenvalue of the fit", "WW_powerlaw.WWFit"),
  /// Distance of the fit.
  D("D", Kind.REAL, Group.FIT, ColumnText.D),
  /// Standard error of alpha.
  SIGMA("sigma", Kind.REAL, Group.FIT, ColumnText.SIGMA),
  /// Size of the tail.
  NUM_PL_SPIKES(
      "num_pl_spikes",
      Kind.COUNT,
      Group.FIT,
      "#{lambda >= xmin}",
      "eigenvalues in the tail",
      "fit_powerlaw"),
  /// Rate of the exponential end.
  LAMBDA("Lambda", Kind.REAL, Group.OPTION, ColumnText.LAMBDA),
  /// Eigenvalues left out as fingers.
  NUM_FINGERS(
      "num_fingers", Kind.COUNT, Group.OPTION, "", "largest eigenvalues left out", "fit_powerlaw"),
  /// alpha before that.
  RAW_ALPHA("raw_alpha", Kind.REAL, Group.OPTION, ColumnText.RAW_ALPHA),
  /// Whether the fit succeeded.
  STATUS("status", Kind.TEXT, Group.FIT, "", "success or failed", "fit_powerlaw"),
  /// The reference's warning.
  WARNING("warning", Kind.TEXT, Group.FIT, ColumnText.WARNING),
  /// Squared Frobenius norm.
  NORM(
      "norm", Kind.REAL, Group.NORMS, "sum lambda", "squared Frobenius norm", "apply_norm_metrics"),
  /// Its logarithm.
  LOG_NORM("log_norm", Kind.REAL, Group.NORMS, "log10(norm)", "", "apply_norm_metrics"),
  /// Squared spectral norm.
  SPECTRAL_NORM(
      "spectral_norm",
      Kind.REAL,
      Group.NORMS,
      "max lambda",
      "squared spectral norm, the same as lambda_max",
      "apply_norm_metrics"),
  /// Its logarithm.
  LOG_SPECTRAL_NORM(
      "log_spectral_norm",
      Kind.REAL,
      Group.NORMS,
      "log10(spectral_norm)",
      "",
      "apply_norm_metrics"),
  /// Weighted alpha.
  ALPHA_WEIGHTED(
      "alpha_weighted",
      Kind.REAL,
      Group.NORMS,
      "alpha log10(lambda_max)",
      "alpha weighted by scale; the paper's alpha-hat",
      "apply_norm_metrics; Martin, Peng & Mahoney 2021"),
  /// Shatten norm.
  LOG_ALPHA_NORM(
      "log_alpha_norm",
      Kind.REAL,
      Group.NORMS,
      "log10(sum lambda^alpha)",
      "logarithm of the alpha-Schatten norm",
      "apply_norm_metrics; Martin, Peng & Mahoney 2021"),
  /// Stable rank.
  STABLE_RANK(
      "stable_rank",
      Kind.REAL,
      Group.NORMS,
      "norm / spectral_norm",
      "effective number of directions",
      "apply_norm_metrics"),
  /// Hard rank.
  MATRIX_RANK(
      "matrix_rank",
      Kind.COUNT,
      Group.NORMS,
      "#{s > max(s) N eps}",
      "rank of all matrices pooled; nearly blind for float32 weights, see numerical_rank",
      "RMT_Util.matrix_rank"),
  /// Matrix entropy.
  ENTROPY(
      "entropy",
      Kind.REAL,
      Group.NORMS,
      "-sum p ln p / ln(matrix_rank), p = lambda / sum lambda",
      "evenness of the spectrum, 0 to 1; 0 for rank 1",
      "RMT_Util.matrix_entropy"),
  // Eigenvectors, of the bulk and of the tail.
  BULK_MEAN_VEC_ENTROPY(
      "bulk_mean_vec_entropy", Kind.REAL, Group.VECTORS, ColumnText.MEAN_VEC_ENTROPY),
  BULK_MEAN_LOC_RATIO("bulk_mean_loc_ratio", Kind.REAL, Group.VECTORS, ColumnText.MEAN_LOC_RATIO),
  BULK_MEAN_PART_RATIO(
      "bulk_mean_part_ratio", Kind.REAL, Group.VECTORS, ColumnText.MEAN_PART_RATIO),
  BULK_VAR_VEC_ENTROPY(
      "bulk_var_vec_entropy", Kind.REAL, Group.VECTORS, ColumnText.VAR_VEC_ENTROPY),
  BULK_VAR_LOC_RATIO("bulk_var_loc_ratio", Kind.REAL, Group.VECTORS, ColumnText.VAR_LOC_RATIO),
  BULK_VAR_PART_RATIO("bulk_var_part_ratio", Kind.REAL, Group.VECTORS, ColumnText.VAR_PART_RATIO),
  TAIL_MEAN_VEC_ENTROPY(
      "tail_mean_vec_entropy", Kind.REAL, Group.VECTORS, ColumnText.MEAN_VEC_ENTROPY),
  TAIL_MEAN_LOC_RATIO("tail_mean_loc_ratio", Kind.REAL, Group.VECTORS, ColumnText.MEAN_LOC_RATIO),
  TAIL_MEAN_PART_RATIO(
      "tail_mean_part_ratio", Kind.REAL, Group.VECTORS, ColumnText.MEAN_PART_RATIO),
  TAIL_VAR_VEC_ENTROPY(
      "tail_var_vec_entropy", Kind.REAL, Group.VECTORS, ColumnText.VAR_VEC_ENTROPY),
  TAIL_VAR_LOC_RATIO("tail_var_loc_ratio", Kind.REAL, Group.VECTORS, ColumnText.VAR_LOC_RATIO),
  TAIL_VAR_PART_RATIO("tail_var_part_ratio", Kind.REAL, Group.VECTORS, ColumnText.VAR_PART_RATIO),
  // The Marchenko-Pastur bulk.
  NUM_SPIKES("num_spikes", Kind.COUNT, Group.MP_FIT, ColumnText.NUM_SPIKES),
  SIGMA_MP("sigma_mp", Kind.REAL, Group.MP_FIT, ColumnText.SIGMA_MP),
  MP_SOFTRANK("mp_softrank", Kind.REAL, Group.MP_FIT, ColumnText.MP_SOFTRANK),
  W_SCALE("W_scale", Kind.REAL, Group.MP_FIT, ColumnText.W_SCALE),
  BULK_MAX("bulk_max", Kind.REAL, Group.MP_FIT, ColumnText.BULK_MAX),
  BULK_MIN("bulk_min", Kind.REAL, Group.MP_FIT, ColumnText.BULK_MIN),
  // Shuffled weights.
  MAX_RAND_EVAL("max_rand_eval", Kind.REAL, Group.RANDOMIZE, ColumnText.MAX_RAND_EVAL),
  RAND_DISTANCE("rand_distance", Kind.REAL, Group.RANDOMIZE, ColumnText.RAND_DISTANCE),
  WW_SOFTRANK("ww_softrank", Kind.REAL, Group.RANDOMIZE, ColumnText.WW_SOFTRANK),
  WW_MAXDIST("ww_maxdist", Kind.REAL, Group.RANDOMIZE, ColumnText.WW_MAXDIST),
  RAND_NUM_SPIKES("rand_num_spikes", Kind.COUNT, Group.RANDOMIZE, ColumnText.RAND_NUM_SPIKES),
  RAND_SIGMA_MP("rand_sigma_mp", Kind.REAL, Group.RANDOMIZE, ColumnText.RAND_SIGMA_MP),
  RAND_MP_SOFTRANK("rand_mp_softrank", Kind.REAL, Group.RANDOMIZE, ColumnText.RAND_MP_SOFTRANK),
  RAND_W_SCALE("rand_W_scale", Kind.REAL, Group.RANDOMIZE, ColumnText.RAND_W_SCALE),
  RAND_BULK_MAX("rand_bulk_max", Kind.REAL, Group.RANDOMIZE, ColumnText.RAND_BULK_MAX),
  RAND_BULK_MIN("rand_bulk_min", Kind.REAL, Group.RANDOMIZE, ColumnText.RAND_BULK_MIN),
  // The determinant condition.
  DETX_NUM("detX_num", Kind.COUNT, Group.DETX, ColumnText.DETX_NUM),
  DETX_VAL("detX_val", Kind.REAL, Group.DETX, ColumnText.DETX_VAL),
  DETX_VAL_UNRESCALED("detX_val_unrescaled", Kind.REAL, Group.DETX, ColumnText.DETX_VAL_UNRESCALED),
  /// Element type.
  DTYPE("dtype", Kind.TEXT, Group.OURS, "", "stored element type", "ours"),
  /// Dimensions.
  SHAPE("shape", Kind.TEXT, Group.OURS, "", "dimensions of the tensor", "ours"),
  /// Number of weights.
  NUM_PARAMS(
      "num_params", Kind.COUNT, Group.OURS, "product of the shape", "number of weights", "ours"),
  /// Block number.
  BLOCK(
      "block",
      Kind.COUNT,
      Group.OURS,
      "",
      "first number in the long name: the block of the network",
      "ours"),
  /// Group of like layers.
  GROUP(
      "group",
      Kind.TEXT,
      Group.OURS,
      "",
      "the long name with that number as *: like layers of all blocks",
      "ours"),
  /// Our judgement.
  VERDICT(
      "verdict",
      Kind.TEXT,
      Group.OURS,
      "",
      "failed, random-like?, not reliable, over-trained?, under-trained? or good",
      "ours"),
  /// Explanations.
  NOTES("notes", Kind.TEXT, Group.OURS, "", "reasons, separated by semicolons", "ours"),
  /// Whether the truncated fit is one.
  AT_BOUND("at_bound", Kind.FLAG, Group.REQUEST, ColumnText.AT_BOUND),
  /// Threshold of the fit.
  THRESH("thresh", Kind.REAL, Group.REQUEST, "", "the fit used eigenvalues above it", "ours"),
  /// Two-sided distance.
  D_KS("D_ks", Kind.REAL, Group.REQUEST, ColumnText.D_KS),
  /// Share of the tail.
  TAIL_FRACTION("tail_fraction", Kind.REAL, Group.REQUEST, ColumnText.TAIL_FRACTION),
  /// Hill estimator.
  HILL_ALPHA("hill_alpha", Kind.REAL, Group.REQUEST, ColumnText.HILL_ALPHA),
  /// Rank in the stored precision.
  NUMERICAL_RANK("numerical_rank", Kind.COUNT, Group.REQUEST, ColumnText.NUMERICAL_RANK),
  /// Effective rank.
  EFFECTIVE_RANK("effective_rank", Kind.REAL, Group.REQUEST, ColumnText.EFFECTIVE_RANK),
  /// Marchenko-Pastur spikes.
  NUM_TRIM_SPIKES("num_trim_spikes", Kind.COUNT, Group.REQUEST, ColumnText.NUM_TRIM_SPIKES),
  // Of the steps on request.
  SIGMA_MP_ORIG("sigma_mp_orig", Kind.REAL, Group.REQUEST, ColumnText.SIGMA_MP_ORIG),
  RAND_JS_DENSITY("rand_js_density", Kind.REAL, Group.REQUEST, ColumnText.RAND_JS_DENSITY),
  RAND_NUM_SPIKES_TOTAL(
      "rand_num_spikes_total", Kind.COUNT, Group.REQUEST, ColumnText.RAND_NUM_SPIKES_TOTAL),
  DETX_NUM_BEST("detX_num_best", Kind.COUNT, Group.REQUEST, ColumnText.DETX_NUM_BEST),
  DETX_DELTA("detX_delta", Kind.COUNT, Group.REQUEST, ColumnText.DETX_DELTA),
  LEVEL_SPACING_RATIO("level_spacing_ratio", Kind.REAL, Group.OURS, ColumnText.LEVEL_SPACING_RATIO),
  IPR("ipr", Kind.REAL, Group.REQUEST, ColumnText.IPR),
  /// Time.
  ELAPSED_MS(
      "elapsed_ms",
      Kind.REAL,
      Group.REQUEST,
      "",
      "time for the layer in milliseconds; not reproducible",
      "ours");

  /// Types of values.
  public enum Kind {
    /// A floating-point number.
    REAL,
    /// A whole number.
    COUNT,
    /// A text.
    TEXT,
    /// Yes or no.
    FLAG
  }

  /// What switches a column on.
  public enum Group {
    /// Always there, also in `describe`; known to the reference.
    LAYER,
    /// What tells rows apart that are not whole layers, also in `describe`; known to the reference.
    SLICE,
    /// `analyze`: eigenvalues; known to the reference.
    SPECTRUM,
    /// `analyze`: the power-law fit; known to the reference.
    FIT,
    /// `analyze`: only with the option that computes it; known to the reference.
    OPTION,
    /// `analyze`: norms and shapes; known to the reference.
    NORMS,
    /// Option `vectors`: eigenvectors; known to the reference.
    VECTORS,
    /// Option `mp-fit`; known to the reference.
    MP_FIT,
    /// Option `randomize`; known to the reference.
    RANDOMIZE,
    /// Option `detx`; known to the reference.
    DETX,
    /// Always there; ours.
    OURS,
    /// Only by `--columns NAME` or `--columns all`; ours.
    REQUEST;

    /// @return whether the reference has the columns of this group
    public boolean reference() {
      return switch (this) {
        case LAYER, SLICE, SPECTRUM, FIT, OPTION, NORMS, VECTORS, MP_FIT, RANDOMIZE, DETX -> true;
        case OURS, REQUEST -> false;
      };
    }
  }

  private final String label;
  private final Kind kind;
  private final Group group;
  private final String formula;
  private final String meaning;
  private final String source;

  Column(String label, Kind kind, Group group, String formula, String meaning, String source) {
    this.label = label;
    this.kind = kind;
    this.group = group;
    this.formula = formula;
    this.meaning = meaning;
    this.source = source;
  }

  Column(String label, Kind kind, Group group, ColumnText text) {
    this(label, kind, group, text.formula(), text.meaning(), text.source());
  }

  /// @return the name in every output
  public String label() {
    return label;
  }

  /// @return type of the values
  public Kind kind() {
    return kind;
  }

  /// @return what switches it on
  public Group group() {
    return group;
  }

  /// @return how it is computed; empty where there is nothing to compute
  public String formula() {
    return formula;
  }

  /// @return what it says
  public String meaning() {
    return meaning;
  }

  /// @return paper and equation, the reference's function, or `ours`
  public String source() {
    return source;
  }

  /// @param label exact name
  /// @return the column, if there is one
  public static Optional<Column> ofLabel(String label) {
    for (Column column : values()) {
      if (column.label.equals(label)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }
}
