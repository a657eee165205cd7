package org.weightwatcher.metric;

/// What the documentation says of a column; for the columns of steps on request, as the list of
/// columns would be too long with them.
///
/// @param formula how it is computed
/// @param meaning what it says
/// @param source paper and equation, the reference's function, or `ours`
record ColumnText(String formula, String meaning, String source) {
  static final ColumnText SLICE_ID =
      new ColumnText("", "index of the matrix in the tensor, row by row of the kernel", "analyze");
  static final ColumnText XFLAG =
      new ColumnText("", "whether the row is a product of two layers", "analyze");
  static final ColumnText LEVEL_SPACING_RATIO =
      new ColumnText(
          "mean of min(d_i, d_{i+1}) / max(d_i, d_{i+1}), d = gaps between neighbours",
          "repulsion of neighbouring eigenvalues: 0.386 for independent ones, 0.531 for those of a"
              + " random matrix; with `--level-spacing`",
          "Oganesyan & Huse 2007");
  static final ColumnText ALPHA =
      new ColumnText(
          "1 + k / sum ln(lambda / xmin) over the k values >= xmin",
          "exponent of the power law of the tail; well-trained layers lie between 2 and 6",
          "WW_powerlaw.WWFit; Clauset, Shalizi & Newman 2009, eq. 3.1");
  static final ColumnText D =
      new ColumnText(
          "max_j |F(x_j) - j/k|",
          "distance of fit and tail, with the lower empirical steps only",
          "WW_powerlaw.WWFit");
  static final ColumnText SIGMA =
      new ColumnText(
          "(alpha - 1) / sqrt(k)",
          "standard error of alpha",
          "WW_powerlaw.WWFit; Clauset, Shalizi & Newman 2009, eq. 3.2");
  static final ColumnText LAMBDA =
      new ColumnText(
          "density ~ lambda^-alpha e^(-Lambda lambda)",
          "rate at which the truncated power law ends; with `--fit tpl` and `e-tpl`",
          "powerlaw 1.5, Truncated_Power_Law");
  static final ColumnText RAW_ALPHA =
      new ColumnText("", "alpha with no eigenvalue left out", "fit_powerlaw");
  static final ColumnText AT_BOUND =
      new ColumnText(
          "alpha < 1.001 or Lambda xmax < 1e-6",
          "whether the truncated power law degenerates to a simpler law",
          "ours");
  static final ColumnText WARNING =
      new ColumnText(
          "alpha < 2, alpha > 6",
          "over-trained, under-trained or empty, by alpha alone",
          "fit_powerlaw");
  static final ColumnText RANK_LOSS =
      new ColumnText(
          "sum over matrices of #{s <= max(s) N eps}", "missing ranks", "RMT_Util.calc_rank_loss");
  static final ColumnText WEAK_RANK_LOSS =
      new ColumnText(
          "#{lambda < tolerance}, 1e-6 unless --tolerance is given",
          "eigenvalues that are nearly 0",
          "analyze");
  static final ColumnText D_KS =
      new ColumnText(
          "max_j max(|F(x_j) - j/k|, |F(x_j) - (j+1)/k|)",
          "the full Kolmogorov-Smirnov distance of fit and tail",
          "Clauset, Shalizi & Newman 2009, eq. 3.9");
  static final ColumnText TAIL_FRACTION =
      new ColumnText("num_pl_spikes / num_evals", "share of the eigenvalues in the tail", "ours");
  static final ColumnText HILL_ALPHA =
      new ColumnText(
          "1 + k / sum_{j>=n-k} ln(lambda_j / lambda_{n-k}), k = n - floor(n/2)",
          "exponent with the median as xmin",
          "TempBalance, AlphaPruning");
  static final ColumnText NUMERICAL_RANK =
      new ColumnText(
          "sum over matrices of #{s > max(s) N eps_stored}",
          "rank in the precision of the stored weights",
          "ours");
  static final ColumnText EFFECTIVE_RANK =
      new ColumnText("exp(-sum p ln p), p = s / sum s", "effective rank", "Roy & Vetterli 2007");
  static final ColumnText NUM_TRIM_SPIKES =
      new ColumnText(
          "#{lambda > edge}",
          "eigenvalues above the Marchenko-Pastur edge of the trimmed bulk; 0 means random-like",
          "Johnstone 2001");
  static final ColumnText MEAN_VEC_ENTROPY =
      new ColumnText(
          "mean of -sum p ln p over 100 bins of abs(v) - mean abs(v)",
          "mean entropy of the entries of eigenvectors",
          "RMT_Util.discrete_entropy");
  static final ColumnText MEAN_LOC_RATIO =
      new ColumnText(
          "mean of norm_1(v) / norm_inf(v)",
          "mean localization ratio; large when many entries count",
          "RMT_Util.localization_ratio");
  static final ColumnText MEAN_PART_RATIO =
      new ColumnText(
          "mean of norm_2(v) / norm_4(v)",
          "mean participation ratio, not the usual one: see ipr",
          "RMT_Util.participation_ratio");
  static final ColumnText VAR_VEC_ENTROPY =
      new ColumnText(
          "population variance of the same",
          "spread of the entropies",
          "RMT_Util.discrete_entropy");
  static final ColumnText VAR_LOC_RATIO =
      new ColumnText(
          "population variance of the same",
          "spread of the localization ratios",
          "RMT_Util.localization_ratio");
  static final ColumnText VAR_PART_RATIO =
      new ColumnText(
          "population variance of the same",
          "spread of the participation ratios",
          "RMT_Util.participation_ratio");
  static final ColumnText NUM_SPIKES =
      new ColumnText(
          "#{lambda > edge}",
          "eigenvalues above the edge of the Marchenko-Pastur bulk",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967; Johnstone 2001");
  static final ColumnText SIGMA_MP =
      new ColumnText(
          "sigma of the bulk W_scale² lambda",
          "standard deviation of the entries of the bulk, in units in which the mean eigenvalue is 1; see sigma_mp_orig",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText MP_SOFTRANK =
      new ColumnText(
          "min(1, bulk_max / lambda_max)",
          "how far the bulk reaches; the reference may exceed 1",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText W_SCALE =
      new ColumnText(
          "sqrt(n / sum lambda)",
          "factor that makes the mean eigenvalue 1",
          "RMT_Util.rescale_eigenvalues");
  static final ColumnText BULK_MAX =
      new ColumnText(
          "sigma_mp² (1 + 1/sqrt Q)² / W_scale²",
          "upper edge of the bulk",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText BULK_MIN =
      new ColumnText(
          "sigma_mp² (1 - 1/sqrt Q)² / W_scale²",
          "lower edge of the bulk",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText MAX_RAND_EVAL =
      new ColumnText(
          "max lambda of the shuffled weights",
          "largest eigenvalue when the entries of each matrix are shuffled, over all replicas",
          "weightwatcher.apply_random_esd");
  static final ColumnText RAND_DISTANCE =
      new ColumnText(
          "sqrt(JSD(lambda, shuffled lambda))",
          "Jensen-Shannon distance of the sorted eigenvalues taken as probabilities, mean over replicas; see rand_js_density",
          "RMT_Util.jensen_shannon_distance");
  static final ColumnText WW_SOFTRANK =
      new ColumnText(
          "max_rand_eval / lambda_max",
          "1 or more when nothing stands out of the shuffled weights",
          "weightwatcher.apply_random_esd");
  static final ColumnText WW_MAXDIST =
      new ColumnText(
          "lambda_max - max_rand_eval",
          "how far the largest eigenvalue stands out of the shuffled weights",
          "weightwatcher.apply_random_esd");
  static final ColumnText RAND_NUM_SPIKES =
      new ColumnText(
          "rand_num_spikes_total / replicas, rounded",
          "correlation traps: spikes that survive shuffling come from a few large entries; the reference sums over replicas",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText RAND_SIGMA_MP =
      new ColumnText(
          "sigma_mp of the shuffled weights",
          "standard deviation of the bulk of all replicas",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText RAND_MP_SOFTRANK =
      new ColumnText(
          "mp_softrank of the shuffled weights",
          "near 1 unless there are correlation traps",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText RAND_W_SCALE =
      new ColumnText(
          "W_scale of the shuffled weights",
          "the same as W_scale but for rounding",
          "RMT_Util.rescale_eigenvalues");
  static final ColumnText RAND_BULK_MAX =
      new ColumnText(
          "bulk_max of the shuffled weights",
          "upper edge of the shuffled bulk",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText RAND_BULK_MIN =
      new ColumnText(
          "bulk_min of the shuffled weights",
          "lower edge of the shuffled bulk",
          "weightwatcher.apply_mp_fit; Marchenko & Pastur 1967");
  static final ColumnText DETX_NUM =
      new ColumnText(
          "smallest k with sum of ln(W_scale² lambda) over the k largest < 0",
          "eigenvalues whose product is 1: the determinant condition",
          "RMT_Util.detX_constraint");
  static final ColumnText DETX_VAL =
      new ColumnText(
          "lambda at detX_num",
          "the smallest of them, unit of the eigenvalues",
          "weightwatcher.apply_detX");
  static final ColumnText DETX_VAL_UNRESCALED =
      new ColumnText(
          "W_scale² lambda at detX_num",
          "the same divided by the mean eigenvalue; the name says the opposite",
          "weightwatcher.apply_detX");
  static final ColumnText SIGMA_MP_ORIG =
      new ColumnText("sigma_mp / W_scale", "sigma_mp in the unit of the singular values", "ours");
  static final ColumnText RAND_JS_DENSITY =
      new ColumnText(
          "sqrt(JSD) of 100-bin histograms of log10 lambda",
          "Jensen-Shannon distance of the densities of the eigenvalues and the shuffled ones",
          "ours");
  static final ColumnText RAND_NUM_SPIKES_TOTAL =
      new ColumnText("#{shuffled lambda > edge}", "spikes of all replicas together", "ours");
  static final ColumnText DETX_NUM_BEST =
      new ColumnText(
          "argmin over k of abs(sum of ln(W_scale² lambda) over the k largest)",
          "as detX_num, but the nearest to 1 instead of the first below",
          "ours");
  static final ColumnText DETX_DELTA =
      new ColumnText(
          "num_pl_spikes - detX_num", "difference of the two ways to find the tail", "ours");
  static final ColumnText IPR =
      new ColumnText(
          "mean over the tail of sum v^4 / (sum v²)²",
          "inverse participation ratio of the eigenvectors of the tail; 1/M when all entries count alike",
          "ours");
}
