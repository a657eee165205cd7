package org.weightwatcher.options;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.OptionException;

/// What to analyse and how: immutable, checked as a whole when built, serializable.
///
/// Defaults are those of the Python package, without its upper limits on the size of layers. Option
/// and column names in messages are those of the command.
public final class AnalyzeOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  /// Upper limits that the reference applies when none is given.
  private static final int REFERENCE_MAX_EVALS = 15_000;

  /// As above, for the longer side.
  private static final int REFERENCE_MAX_N = 50_000;

  /// As the user wrote them; a list is not declared serializable.
  private final String[] layerSpecs;

  /// Read from `layerSpecs`.
  private final LayerFilter layers;

  /// 0 for none.
  private final int minEvals;

  /// Absent for none; `OptionalInt` is not serializable.
  private final @Nullable Integer maxEvals;

  /// Absent for none.
  private final @Nullable Integer maxN;

  /// Whether pooled convolutions are scaled.
  private final boolean convNorm;

  /// How eigenvalues are computed.
  private final SvdMethod svd;

  /// Absent for the format's own first id.
  private final @Nullable Integer startIds;

  /// Upper end of the fit.
  private final Xmax xmax;

  /// Whose numbers.
  private final Compat compat;

  /// Whether results keep the eigenvalues.
  private final boolean keepEsd;

  private AnalyzeOptions(Builder builder) {
    layerSpecs = builder.layers.toArray(String[]::new);
    layers = LayerFilter.parse(builder.layers, builder.compat);
    minEvals = builder.minEvals;
    compat = builder.compat;
    maxEvals = bound(builder.maxEvals, builder.maxEvalsSet, REFERENCE_MAX_EVALS);
    maxN = bound(builder.maxN, builder.maxNSet, REFERENCE_MAX_N);
    convNorm = builder.convNorm;
    svd = builder.svd;
    startIds = builder.startIds;
    xmax = builder.xmax;
    keepEsd = builder.keepEsd;
    check();
  }

  private @Nullable Integer bound(@Nullable Integer given, boolean set, int reference) {
    return set || !compat.reference() ? given : Integer.valueOf(reference);
  }

  private void check() {
    if (minEvals < 0) {
      throw new OptionException("--min-evals must be >= 0 but was " + minEvals);
    }
    if (maxEvals != null && maxEvals < 1) {
      throw new OptionException("--max-evals must be >= 1 but was " + maxEvals);
    }
    if (maxN != null && maxN < 1) {
      throw new OptionException("--max-n must be >= 1 but was " + maxN);
    }
    if (startIds != null && startIds < 0) {
      throw new OptionException("--start-ids must be >= 0 but was " + startIds);
    }
    if (maxEvals != null && minEvals != 0 && minEvals >= maxEvals) {
      throw new OptionException(
          "--min-evals %d must be below --max-evals %d".formatted(minEvals, maxEvals));
    }
    if (maxN != null && maxN < minEvals) {
      throw new OptionException(
          "--max-n %d must not be below --min-evals %d".formatted(maxN, minEvals));
    }
    if (compat.reference() && maxN != null && maxEvals != null && maxN < maxEvals) {
      throw new OptionException(
          "--max-n %d must not be below --max-evals %d with --compat reference"
              .formatted(maxN, maxEvals));
    }
  }

  /// @return a builder with every default
  public static Builder builder() {
    return new Builder();
  }

  /// @return every default
  public static AnalyzeOptions defaults() {
    return builder().build();
  }

  /// @return the specifications of `--layers` as given
  public List<String> layerSpecs() {
    return List.of(layerSpecs);
  }

  /// @return the filter that they describe
  public LayerFilter layers() {
    return layers;
  }

  /// @return fewest eigenvalues of a layer that is analysed; 0 for no bound
  public int minEvals() {
    return minEvals;
  }

  /// @return most eigenvalues of a layer that is analysed
  public OptionalInt maxEvals() {
    return optional(maxEvals);
  }

  /// @return longest side of a layer that is analysed
  public OptionalInt maxN() {
    return optional(maxN);
  }

  /// @return whether the weights of pooled convolutions are multiplied by `sqrt(1/2)`, as the
  ///   reference does
  public boolean convNorm() {
    return convNorm;
  }

  /// @return how eigenvalues are computed
  public SvdMethod svd() {
    return svd;
  }

  /// @return first layer id; empty for the format's own
  public OptionalInt startIds() {
    return optional(startIds);
  }

  /// @return upper end of the power-law fit
  public Xmax xmax() {
    return xmax;
  }

  /// @return whose numbers are wanted where the reference is wrong
  public Compat compat() {
    return compat;
  }

  /// @return whether results keep the eigenvalues
  public boolean keepEsd() {
    return keepEsd;
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /// Collects options; [#build()] checks them.
  public static final class Builder {
    private final List<String> layers = new ArrayList<>();
    private int minEvals = 10;
    private @Nullable Integer maxEvals;
    private boolean maxEvalsSet;
    private @Nullable Integer maxN;
    private boolean maxNSet;
    private boolean convNorm = true;
    private SvdMethod svd = SvdMethod.FAST;
    private @Nullable Integer startIds;
    private Xmax xmax = new Xmax.None();
    private Compat compat = Compat.OFF;
    private boolean keepEsd;

    private Builder() {}

    /// @param specs each as one `--layers` of the command: ids, `type:dense`, globs, `!glob`,
    ///   `re:EXPR`
    /// @return this
    public Builder layers(String... specs) {
      layers.addAll(List.of(specs));
      return this;
    }

    /// @param count fewest eigenvalues; 0 for no bound; default 10
    /// @return this
    public Builder minEvals(int count) {
      minEvals = count;
      return this;
    }

    /// @param count most eigenvalues; empty for no bound, the default (15000 with compat)
    /// @return this
    public Builder maxEvals(OptionalInt count) {
      maxEvals = boxed(count);
      maxEvalsSet = true;
      return this;
    }

    /// @param length longest side; empty for no bound, the default (50000 with compat)
    /// @return this
    public Builder maxN(OptionalInt length) {
      maxN = boxed(length);
      maxNSet = true;
      return this;
    }

    /// @param scale whether pooled convolutions are scaled; default true
    /// @return this
    public Builder convNorm(boolean scale) {
      convNorm = scale;
      return this;
    }

    /// @param method default [SvdMethod#FAST]
    /// @return this
    public Builder svd(SvdMethod method) {
      svd = method;
      return this;
    }

    /// @param id first layer id; empty for the format's own, the default
    /// @return this
    public Builder startIds(OptionalInt id) {
      startIds = boxed(id);
      return this;
    }

    /// @param end upper end of the fit; default none
    /// @return this
    public Builder xmax(Xmax end) {
      xmax = end;
      return this;
    }

    /// @param mode default [Compat#OFF]
    /// @return this
    public Builder compat(Compat mode) {
      compat = mode;
      return this;
    }

    /// @param keep whether results keep the eigenvalues; default false
    /// @return this
    public Builder keepEsd(boolean keep) {
      keepEsd = keep;
      return this;
    }

    /// @return the options
    /// @throws OptionException when a value is out of range or two options contradict
    public AnalyzeOptions build() {
      return new AnalyzeOptions(this);
    }

    private static @Nullable Integer boxed(OptionalInt value) {
      return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
    }
  }
}
