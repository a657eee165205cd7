package org.weightwatcher.cli.option;

import org.weightwatcher.options.AnalyzeOptionsBuilder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which matrices a layer consists of: the options that change the rows of `describe`, `analyze`
/// and `esd` alike.
public final class MatrixOptions {
  @Option(
      names = "--pool",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "One row a layer; --no-pool: one row for each kernel position of a convolution"
              + " (default: yes).")
  private boolean pool = true;

  @Mixin private ChannelsOption channels = new ChannelsOption();
  @Mixin private SplitOptions split = new SplitOptions();

  @Option(
      names = "--conv-fft",
      description =
          "Decompose convolutions as operators, on a grid of 32 x 32 frequencies (default: no).")
  private boolean convFft;

  @Option(
      names = "--fft",
      description = "Take the real part of the 2-D Fourier transform of each matrix (default: no).")
  private boolean fft;

  @Option(
      names = "--intra",
      description = "Products of neighbouring layers instead of layers (default: no).")
  private boolean intra;

  @Option(names = "--stacked", description = "All layers as one matrix (default: no).")
  private boolean stacked;

  @Option(
      names = "--glorot-fix",
      description =
          "Multiply weights by sqrt((N+M) rf/2), rf the kernel's positions; no effect with --compat"
              + " (default: no).")
  private boolean glorotFix;

  /// @param builder gets these options
  /// @return the builder
  public AnalyzeOptionsBuilder applyTo(AnalyzeOptionsBuilder builder) {
    return split
        .applyTo(channels.applyTo(builder))
        .pool(pool)
        .convFft(convFft)
        .fft(fft)
        .intra(intra)
        .stacked(stacked)
        .glorotFix(glorotFix);
  }
}
