package org.weightwatcher.metric;

import java.util.Optional;
import org.weightwatcher.fit.bulk.MarchenkoPastur;
import org.weightwatcher.fit.bulk.MpRule;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.options.AnalyzeOptions;

/// The columns of the Marchenko-Pastur bulk, of the weights or of the shuffled weights.
///
/// Reference: `weightwatcher.py`, `apply_mp_fit`. Without a fit they are NaN, with the reference's
/// rules -1.
public final class MpMetrics {
  private MpMetrics() {}

  /// Where the six values go.
  ///
  /// @param spikes count of eigenvalues above the edge
  /// @param sigma of the bulk
  /// @param softrank of the bulk
  /// @param scale W_scale
  /// @param bulkMax upper edge
  /// @param bulkMin lower edge
  record Target(
      Column spikes, Column sigma, Column softrank, Column scale, Column bulkMax, Column bulkMin) {
    static final Target WEIGHTS =
        new Target(
            Column.NUM_SPIKES,
            Column.SIGMA_MP,
            Column.MP_SOFTRANK,
            Column.W_SCALE,
            Column.BULK_MAX,
            Column.BULK_MIN);
    static final Target SHUFFLED =
        new Target(
            Column.RAND_NUM_SPIKES,
            Column.RAND_SIGMA_MP,
            Column.RAND_MP_SOFTRANK,
            Column.RAND_W_SCALE,
            Column.RAND_BULK_MAX,
            Column.RAND_BULK_MIN);
  }

  /// @param row receives the six columns and `sigma_mp_orig`
  /// @param layer sizes
  /// @param evals its eigenvalues
  /// @param options method, whose numbers
  public static void add(Row.Builder row, Layer layer, double[] evals, AnalyzeOptions options) {
    Optional<MarchenkoPastur> fit = fit(layer, evals, options);
    put(row, Target.WEIGHTS, fit, options);
    row.real(Column.SIGMA_MP_ORIG, fit.map(mp -> mp.sigma() / mp.scale()).orElse(Double.NaN));
  }

  static Optional<MarchenkoPastur> fit(Layer layer, double[] evals, AnalyzeOptions options) {
    MpRule rule = MpRule.of(options.extras().mpMethod(), options.compat());
    return options.compat().reference()
        ? rule.fit(evals, layer.n(), layer.m())
        : rule.fit(evals, layer.longSide(), layer.shortSide());
  }

  static void put(
      Row.Builder row, Target target, Optional<MarchenkoPastur> fit, AnalyzeOptions options) {
    if (fit.isPresent()) {
      MarchenkoPastur mp = fit.get();
      row.count(target.spikes(), mp.spikes())
          .real(target.sigma(), mp.sigma())
          .real(target.softrank(), mp.softrank())
          .real(target.scale(), mp.scale())
          .real(target.bulkMax(), mp.bulkMax())
          .real(target.bulkMin(), mp.bulkMin());
      return;
    }
    double none = options.compat().reference() ? -1 : Double.NaN;
    if (options.compat().reference()) {
      row.count(target.spikes(), -1);
    } else {
      row.real(target.spikes(), none);
    }
    row.real(target.sigma(), none)
        .real(target.softrank(), none)
        .real(target.scale(), none)
        .real(target.bulkMax(), none)
        .real(target.bulkMin(), none);
  }
}
