package org.weightwatcher.options;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What to analyse and how: immutable, checked as a whole when built, serializable.
///
/// Defaults are those of the Python package, without its upper limits on the size of layers. Option
/// names in messages are those of the command.
public final class AnalyzeOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  /// Which layers.
  private final Selection selection;

  /// What becomes of tensors that hold several matrices, or none.
  private final LayerSettings layerSettings;

  /// How their spectra are computed.
  private final SpectrumSettings spectrum;

  /// Which matrices are decomposed.
  private final MatrixSettings matrices;

  /// How the tail is fitted.
  private final FitSettings fit;

  /// What is computed on request.
  private final ExtraSettings extras;

  /// Whose numbers.
  private final Compat compat;

  /// Whether results keep the eigenvalues.
  private final boolean keepEsd;

  AnalyzeOptions(
      Selection selection,
      LayerSettings layerSettings,
      SpectrumSettings spectrum,
      MatrixSettings matrices,
      FitSettings fit,
      ExtraSettings extras,
      Compat compat,
      boolean keepEsd) {
    selection.check(compat);
    layerSettings.check(spectrum, compat);
    fit.check(compat);
    spectrum.check(extras);
    matrices.check(spectrum, extras, compat);
    this.selection = selection;
    this.layerSettings = layerSettings;
    this.spectrum = spectrum;
    this.matrices = matrices;
    this.fit = fit;
    this.extras = extras;
    this.compat = compat;
    this.keepEsd = keepEsd;
  }

  /// @return a builder with every default
  public static AnalyzeOptionsBuilder builder() {
    return new AnalyzeOptionsBuilder();
  }

  /// @return every default
  public static AnalyzeOptions defaults() {
    return builder().build();
  }

  /// @return the specifications of `--layers` as given
  public List<String> layerSpecs() {
    return selection.specs();
  }

  /// @return the filter that they describe
  public LayerFilter layers() {
    return selection.filter();
  }

  /// @return fewest eigenvalues of a layer that is analysed; 0 for no bound
  public int minEvals() {
    return selection.minEvals();
  }

  /// @return most eigenvalues of a layer that is analysed
  public OptionalInt maxEvals() {
    return optional(selection.maxEvals());
  }

  /// @return longest side of a layer that is analysed
  public OptionalInt maxN() {
    return optional(selection.maxN());
  }

  /// @return first layer id; empty for the format's own
  public OptionalInt startIds() {
    return optional(selection.startIds());
  }

  /// @return what becomes of tensors that hold several matrices, or none
  public LayerSettings layerSettings() {
    return layerSettings;
  }

  /// @return how eigenvalues are computed
  public SpectrumSettings spectrum() {
    return spectrum;
  }

  /// @return which matrices are decomposed
  public MatrixSettings matrices() {
    return matrices;
  }

  /// @return how the tail is fitted
  public FitSettings fit() {
    return fit;
  }

  /// @return what is computed on request
  public ExtraSettings extras() {
    return extras;
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
}
