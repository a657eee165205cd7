package org.weightwatcher.cli.option;

import org.weightwatcher.options.AnalyzeOptionsBuilder;
import org.weightwatcher.options.Channels;
import picocli.CommandLine.Option;

/// Where the channels of kernels stand.
public final class ChannelsOption {
  @Option(
      names = "--channels",
      paramLabel = "WHERE",
      description =
          "Where the positions of a kernel stand: last as in PyTorch (out x in x height x width),"
              + " first as in Keras (height x width x in x out), or auto: as the format has them"
              + " (default: auto).")
  private String channels = "auto";

  /// @param builder gets this option
  /// @return the builder
  public AnalyzeOptionsBuilder applyTo(AnalyzeOptionsBuilder builder) {
    return builder.channels(Values.choice("--channels", channels, Channels.values()));
  }
}
