package org.weightwatcher.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.weightwatcher.fit.FitOptions;
import org.weightwatcher.fit.KolmogorovSmirnov;
import org.weightwatcher.fit.PowerLawFit;
import org.weightwatcher.fit.TailFit;
import org.weightwatcher.fit.TailLaw;
import org.weightwatcher.fit.bulk.MarchenkoPastur;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.Xmax;
import org.weightwatcher.spectrum.GramRule;
import org.weightwatcher.spectrum.Spectrum;

/// Turns the spectrum of a layer into a row.
public final class LayerMetrics {
  /// Tails below this are noted.
  private static final int SMALL_TAIL = 10;

  private final Layer layer;
  private final AnalyzeOptions options;
  private final Row.Builder row;
  private final List<String> notes = new ArrayList<>();

  private LayerMetrics(Layer layer, AnalyzeOptions options) {
    this.layer = layer;
    this.options = options;
    this.row = LayerColumns.of(layer).toBuilder();
  }

  /// @param layer the layer
  /// @param spectrum its eigenvalues
  /// @param options upper end of the fit, whose rules
  /// @return every column of `analyze`, and those on request
  public static Row of(Layer layer, Spectrum spectrum, AnalyzeOptions options) {
    LayerMetrics metrics = new LayerMetrics(layer, options);
    metrics.fill(spectrum);
    return metrics.row.build();
  }

  /// @param layer the layer
  /// @param reason why there is no spectrum
  /// @return a failed row
  public static Row failed(Layer layer, String reason) {
    return LayerColumns.of(layer).toBuilder()
        .flag(Column.HAS_ESD, false)
        .text(Column.STATUS, "failed")
        .text(Column.WARNING, "")
        .text(Column.VERDICT, Verdict.FAILED.word())
        .text(Column.NOTES, reason)
        .build();
  }

  private void fill(Spectrum spectrum) {
    double[] evals = spectrum.evals();
    NormMetrics norms = new NormMetrics(evals, layer.n());
    fillSpectrum(spectrum, evals);
    fillNorms(norms);
    // The noise of the largest values does not reach the inverses.
    double eta =
        options.spectrum().inverse()
            ? 0
            : GramRule.noiseFloor(norms.spectralNorm(), layer.shortSide());
    FitOptions how = new FitOptions(options.fit(), FitOptions.EVALS_THRESH, eta, options.compat());
    TailFit fit = PowerLawFit.fit(evals, how);
    switch (fit) {
      case TailFit.Fitted fitted -> fillFit(fitted, evals, norms);
      case TailFit.NotFitted _ -> fillNoFit(norms, evals);
    }
    if (options.extras().levelSpacing() && !options.compat().reference()) {
      row.real(Column.LEVEL_SPACING_RATIO, LevelSpacing.of(evals).meanRatio());
    }
    fillJudgement(fit, evals, norms.norm());
  }

  private void fillSpectrum(Spectrum spectrum, double[] evals) {
    boolean reference = options.compat().reference();
    row.count(Column.NUM_EVALS, evals.length)
        .flag(Column.HAS_ESD, true)
        .real(Column.SV_MAX, spectrum.svMax())
        .real(Column.SV_MIN, reference ? spectrum.largestSvMin() : spectrum.svMin())
        .count(Column.RANK_LOSS, spectrum.rankLoss())
        .count(Column.WEAK_RANK_LOSS, spectrum.weakRankLoss())
        .real(Column.LAMBDA_MAX, evals[evals.length - 1])
        .count(Column.NUMERICAL_RANK, spectrum.numericalRank());
  }

  private void fillNorms(NormMetrics norms) {
    boolean reference = options.compat().reference();
    row.real(Column.NORM, norms.norm())
        .real(Column.LOG_NORM, log10(norms.norm()))
        .real(Column.SPECTRAL_NORM, norms.spectralNorm())
        .real(Column.LOG_SPECTRAL_NORM, log10(norms.spectralNorm()))
        .real(Column.STABLE_RANK, norms.stableRank())
        .count(Column.MATRIX_RANK, norms.matrixRank())
        .real(Column.ENTROPY, reference ? norms.referenceEntropy() : norms.entropy())
        .real(Column.EFFECTIVE_RANK, norms.effectiveRank())
        .real(Column.HILL_ALPHA, norms.hillAlpha());
  }

  /// The logarithm of a zero norm says nothing: NaN, where the reference has minus infinity.
  private double log10(double value) {
    return value > 0 || options.compat().reference() ? Math.log10(value) : Double.NaN;
  }

  private void fillFit(TailFit.Fitted fit, double[] evals, NormMetrics norms) {
    row.real(Column.ALPHA, fit.alpha())
        .real(Column.XMIN, fit.xmin())
        .real(Column.XMAX, xmaxKnown() ? fit.xmax() : Double.NaN)
        .real(Column.D, fit.distance())
        .real(Column.SIGMA, fit.sigma())
        .count(Column.NUM_PL_SPIKES, fit.spikes())
        .text(Column.STATUS, "success")
        .text(Column.WARNING, warning(fit.alpha()))
        .real(Column.D_KS, KolmogorovSmirnov.distance(evals, fit))
        .real(Column.TAIL_FRACTION, (double) fit.spikes() / evals.length);
    fillAlphaNorms(fit.alpha(), norms);
    fillDetails(fit.details());
    if (fit.spikes() < SMALL_TAIL) {
      notes.add("small-tail");
    }
  }

  /// The reference's other package reports no upper end unless one is forced.
  private boolean xmaxKnown() {
    return !options.compat().reference()
        || options.fit().plPackage() == PlPackage.WW
        || !(options.fit().xmax() instanceof Xmax.None);
  }

  private void fillDetails(TailFit.Details details) {
    row.real(Column.THRESH, details.threshold());
    switch (details.law()) {
      case TailLaw.PowerLaw _ -> {}
      case TailLaw.Truncated law ->
          row.real(Column.LAMBDA, law.lambda()).flag(Column.AT_BOUND, law.atBound());
    }
    details
        .fingers()
        .ifPresent(fingers ->
            row.count(Column.NUM_FINGERS, fingers.count())
                .real(Column.RAW_ALPHA, fingers.rawAlpha()));
  }

  private void fillNoFit(NormMetrics norms, double[] evals) {
    boolean reference = options.compat().reference();
    double none = reference ? -1 : Double.NaN;
    row.real(Column.ALPHA, none)
        .real(Column.XMIN, none)
        .real(
            Column.XMAX,
            reference && options.fit().xmax() instanceof Xmax.Force
                ? evals[evals.length - 1]
                : Double.NaN)
        .real(Column.D, none)
        .real(Column.SIGMA, none)
        .text(Column.STATUS, "failed")
        .text(Column.WARNING, reference ? warning(none) : "");
    if (reference) {
      row.count(Column.NUM_PL_SPIKES, -1);
    } else {
      row.real(Column.NUM_PL_SPIKES, Double.NaN);
    }
    fillNoDetails(none);
    fillAlphaNorms(none, norms);
  }

  private void fillNoDetails(double none) {
    if (options.fit().kind().truncated()) {
      row.real(Column.LAMBDA, none);
    }
    if (options.fit().fixFingers() == FixFingers.CLIP_XMAX) {
      row.real(Column.RAW_ALPHA, none);
      if (options.compat().reference()) {
        row.count(Column.NUM_FINGERS, 0);
      } else {
        row.real(Column.NUM_FINGERS, Double.NaN);
      }
    }
  }

  private void fillAlphaNorms(double alpha, NormMetrics norms) {
    row.real(Column.ALPHA_WEIGHTED, alpha * Math.log10(norms.spectralNorm()))
        .real(Column.LOG_ALPHA_NORM, Double.isNaN(alpha) ? Double.NaN : norms.logAlphaNorm(alpha));
  }

  private static String warning(double alpha) {
    if (alpha < 2) {
      return "over-trained";
    }
    return alpha > 6 ? "under-trained" : "";
  }

  private void fillJudgement(TailFit fit, double[] evals, double norm) {
    OptionalInt spikes = OptionalInt.empty();
    if (hasBulk() && evals.length >= 2 && norm > 0 && Double.isFinite(norm)) {
      int count = MarchenkoPastur.trim(evals, layer.longSide(), layer.shortSide()).spikes();
      row.count(Column.NUM_TRIM_SPIKES, count);
      spikes = OptionalInt.of(count);
    }
    Judgement judgement = Judgement.of(fit, evals.length, spikes);
    if (!judgement.text().isEmpty()) {
      notes.addFirst(judgement.text());
    }
    row.text(Column.VERDICT, judgement.verdict().word())
        .text(Column.NOTES, String.join("; ", notes));
  }

  /// The law of the bulk is one of squared singular values of one matrix.
  private boolean hasBulk() {
    return switch (layer.makeup()) {
      case Makeup.Whole _, Makeup.Slice _, Makeup.Frequencies _, Makeup.Stack _ ->
          !options.spectrum().inverse();
      case Makeup.Product _ -> false;
    };
  }
}
