package org.weightwatcher.options;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.OptionException;

/// Collects options; [#build()] checks them. Not safe for use by several threads.
public final class AnalyzeOptionsBuilder {
  /// Upper limits that the reference applies when none is given.
  private static final int REFERENCE_MAX_EVALS = 15_000;

  private static final int REFERENCE_MAX_N = 50_000;

  private final List<String> layers = new ArrayList<>();
  private int minEvals = 10;
  private @Nullable OptionalInt maxEvals;
  private @Nullable OptionalInt maxN;
  private OptionalInt startIds = OptionalInt.empty();
  private Experts experts = Experts.SEPARATE;
  private boolean splitFused;
  private boolean includeNorms;
  private boolean convNorm = true;
  private boolean pool = true;
  private boolean inverse;
  private double tolerance = SpectrumSettings.REFERENCE_TOLERANCE;
  private boolean glorotFix;
  private SvdMethod svd = SvdMethod.FAST;
  private FitKind fit = FitKind.PL;
  private PlPackage plPackage = PlPackage.WW;
  private Xmax xmax = new Xmax.None();
  private FixFingers fixFingers = FixFingers.NONE;
  private @Nullable Double xminMax;
  private @Nullable Integer maxFingers;
  private @Nullable Double fingerThresh;
  private Compat compat = Compat.OFF;
  private boolean keepEsd;
  private boolean mpFit;
  private @Nullable MpMethod mpMethod;
  private boolean randomize;
  private OptionalInt randomReplicas = OptionalInt.empty();
  private long seed;
  private boolean detx;
  private boolean vectors;
  private boolean levelSpacing;
  private Channels channels = Channels.AUTO;
  private boolean fft;
  private boolean convFft;
  private boolean intra;
  private boolean sparsify = true;
  private boolean stacked;

  AnalyzeOptionsBuilder() {}

  /// @param specs each as one `--layers` of the command: ids, `type:dense`, globs, `!glob`,
  ///   `re:EXPR`
  /// @return this
  public AnalyzeOptionsBuilder layers(String... specs) {
    layers.addAll(List.of(specs));
    return this;
  }

  /// @param count fewest eigenvalues; 0 for no bound; default 10
  /// @return this
  public AnalyzeOptionsBuilder minEvals(int count) {
    minEvals = count;
    return this;
  }

  /// @param count most eigenvalues; empty for no bound, the default (15000 with compat)
  /// @return this
  public AnalyzeOptionsBuilder maxEvals(OptionalInt count) {
    maxEvals = count;
    return this;
  }

  /// @param length longest side; empty for no bound, the default (50000 with compat)
  /// @return this
  public AnalyzeOptionsBuilder maxN(OptionalInt length) {
    maxN = length;
    return this;
  }

  /// @param id first layer id; empty for the format's own, the default
  /// @return this
  public AnalyzeOptionsBuilder startIds(OptionalInt id) {
    startIds = id;
    return this;
  }

  /// @param rows how stacks of experts are reported; default [Experts#SEPARATE]; not with compat
  /// @return this
  public AnalyzeOptionsBuilder experts(Experts rows) {
    experts = rows;
    return this;
  }

  /// @param split whether matrices that were stored as one are analysed apart: the gates of
  ///   recurrent layers, query, key and value, gate and up; not with compat; default false
  /// @return this
  public AnalyzeOptionsBuilder splitFused(boolean split) {
    splitFused = split;
    return this;
  }

  /// @param list whether the scales of normalisations have rows and ids too; not with compat;
  ///   default false
  /// @return this
  public AnalyzeOptionsBuilder includeNorms(boolean list) {
    includeNorms = list;
    return this;
  }

  /// @param scale whether convolutions are scaled; default true
  /// @return this
  public AnalyzeOptionsBuilder convNorm(boolean scale) {
    convNorm = scale;
    return this;
  }

  /// @param together whether all matrices of a layer make one row; default true
  /// @return this
  public AnalyzeOptionsBuilder pool(boolean together) {
    pool = together;
    return this;
  }

  /// @param invert whether the inverse eigenvalues are analysed; default false
  /// @return this
  public AnalyzeOptionsBuilder inverse(boolean invert) {
    inverse = invert;
    return this;
  }

  /// @param threshold eigenvalues below it count in weak_rank_loss, `>= 0`; default 1e-6; the
  ///   reference takes 0 for that
  /// @return this
  public AnalyzeOptionsBuilder tolerance(double threshold) {
    tolerance = threshold;
    return this;
  }

  /// @param scale whether weights are multiplied by `sqrt((N+M) rf/2)`; no effect with compat;
  ///   default false
  /// @return this
  public AnalyzeOptionsBuilder glorotFix(boolean scale) {
    glorotFix = scale;
    return this;
  }

  /// @param method default [SvdMethod#FAST]
  /// @return this
  public AnalyzeOptionsBuilder svd(SvdMethod method) {
    svd = method;
    return this;
  }

  /// @param end upper end of the fit; default none
  /// @return this
  public AnalyzeOptionsBuilder xmax(Xmax end) {
    xmax = end;
    return this;
  }

  /// @param kind which distribution; default [FitKind#PL]
  /// @return this
  public AnalyzeOptionsBuilder fit(FitKind kind) {
    fit = kind;
    return this;
  }

  /// @param conventions default [PlPackage#WW]
  /// @return this
  public AnalyzeOptionsBuilder plPackage(PlPackage conventions) {
    plPackage = conventions;
    return this;
  }

  /// @param rule what is done about fingers; default [FixFingers#NONE]
  /// @return this
  public AnalyzeOptionsBuilder fixFingers(FixFingers rule) {
    fixFingers = rule;
    return this;
  }

  /// @param value largest xmin, with [FixFingers#XMIN_PEAK] only; empty for 1.5 times the peak, the
  ///   default
  /// @return this
  public AnalyzeOptionsBuilder xminMax(OptionalDouble value) {
    xminMax = value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    return this;
  }

  /// @param count most eigenvalues left out, with [FixFingers#CLIP_XMAX] only; default 10
  /// @return this
  public AnalyzeOptionsBuilder maxFingers(int count) {
    maxFingers = count;
    return this;
  }

  /// @param fall by how much alpha must fall, with [FixFingers#CLIP_XMAX] only; default 1.0
  /// @return this
  public AnalyzeOptionsBuilder fingerThresh(double fall) {
    fingerThresh = fall;
    return this;
  }

  /// @param mode default [Compat#OFF]
  /// @return this
  public AnalyzeOptionsBuilder compat(Compat mode) {
    compat = mode;
    return this;
  }

  /// @param keep whether results keep the eigenvalues; default false
  /// @return this
  public AnalyzeOptionsBuilder keepEsd(boolean keep) {
    keepEsd = keep;
    return this;
  }

  /// @param fit whether the Marchenko-Pastur bulk is fitted; default false
  /// @return this
  public AnalyzeOptionsBuilder mpFit(boolean fit) {
    mpFit = fit;
    return this;
  }

  /// @param method default [MpMethod#TRIM]; only with `mpFit` or `randomize`, not with compat
  /// @return this
  public AnalyzeOptionsBuilder mpMethod(MpMethod method) {
    mpMethod = method;
    return this;
  }

  /// @param shuffle whether the spectrum of the shuffled weights is computed; default false
  /// @return this
  public AnalyzeOptionsBuilder randomize(boolean shuffle) {
    randomize = shuffle;
    return this;
  }

  /// @param count shuffles a layer, `>= 1`; empty, the default, for 5 below 100 eigenvalues and
  ///   else 1; only with `randomize`, not with compat
  /// @return this
  public AnalyzeOptionsBuilder randomReplicas(OptionalInt count) {
    randomReplicas = count;
    return this;
  }

  /// @param value seed of everything random; default 0; with compat 32 bits
  /// @return this
  public AnalyzeOptionsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /// @param count whether the eigenvalues with determinant 1 are counted; default false
  /// @return this
  public AnalyzeOptionsBuilder detx(boolean count) {
    detx = count;
    return this;
  }

  /// @param measure whether the eigenvectors are measured; default false
  /// @return this
  public AnalyzeOptionsBuilder vectors(boolean measure) {
    vectors = measure;
    return this;
  }

  /// @param wanted whether the gaps between eigenvalues are wanted, for figures; default false
  /// @return this
  public AnalyzeOptionsBuilder levelSpacing(boolean wanted) {
    levelSpacing = wanted;
    return this;
  }

  /// @param order of a kernel's axes; default [Channels#AUTO]; not with compat
  /// @return this
  public AnalyzeOptionsBuilder channels(Channels order) {
    channels = order;
    return this;
  }

  /// @param transform whether the real part of its 2-D Fourier transform takes the place of each
  ///   matrix; not with compat; default false
  /// @return this
  public AnalyzeOptionsBuilder fft(boolean transform) {
    fft = transform;
    return this;
  }

  /// @param transform whether convolutions are decomposed as operators, on a grid of 32 x 32
  ///   frequencies; default false
  /// @return this
  public AnalyzeOptionsBuilder convFft(boolean transform) {
    convFft = transform;
    return this;
  }

  /// @param multiply whether products of neighbouring layers are decomposed; default false
  /// @return this
  public AnalyzeOptionsBuilder intra(boolean multiply) {
    intra = multiply;
    return this;
  }

  /// @param random whether a random matrix of zeros and ones stands between the factors of a
  ///   product; false only with `intra`; default true
  /// @return this
  public AnalyzeOptionsBuilder sparsify(boolean random) {
    sparsify = random;
    return this;
  }

  /// @param together whether all layers make one matrix; default false
  /// @return this
  public AnalyzeOptionsBuilder stacked(boolean together) {
    stacked = together;
    return this;
  }

  /// @return the options
  /// @throws OptionException when a value is out of range or two options contradict
  public AnalyzeOptions build() {
    Selection selection =
        new Selection(
            layers,
            LayerFilter.parse(layers, compat),
            minEvals,
            bound(maxEvals, REFERENCE_MAX_EVALS),
            bound(maxN, REFERENCE_MAX_N),
            boxed(startIds));
    FingerSettings fingers = new FingerSettings(fixFingers, xminMax, maxFingers, fingerThresh);
    return new AnalyzeOptions(
        selection,
        new LayerSettings(experts, splitFused, includeNorms),
        new SpectrumSettings(svd, convNorm, pool, inverse, tolerance, glorotFix),
        new MatrixSettings(channels, fft, convFft, intra, sparsify, stacked),
        new FitSettings(fit, plPackage, xmax, fingers),
        extras(),
        compat,
        keepEsd);
  }

  private ExtraSettings extras() {
    ExtraSettings extras =
        new ExtraSettings(
            mpFit,
            mpMethod == null ? MpMethod.TRIM : mpMethod,
            randomize,
            boxed(randomReplicas),
            seed,
            detx,
            vectors,
            levelSpacing);
    extras.check(mpMethod, compat);
    return extras;
  }

  private @Nullable Integer bound(@Nullable OptionalInt given, int reference) {
    if (given == null) {
      return compat.reference() ? Integer.valueOf(reference) : null;
    }
    return boxed(given);
  }

  private static @Nullable Integer boxed(OptionalInt value) {
    return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
  }
}
