package org.weightwatcher.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.weightwatcher.cli.option.Values;

/// Counts of numbers in bins of equal width, on a linear or a logarithmic axis.
///
/// @param bins from low to high
/// @param outside numbers that have no place on the axis: zeros and below on a logarithmic one
public record Histogram(List<Bin> bins, int outside) {
  /// Copies the list.
  public Histogram {
    bins = List.copyOf(bins);
  }

  /// One bin; the last one includes its upper edge.
  ///
  /// @param low lower edge
  /// @param high upper edge
  /// @param count numbers in it
  public record Bin(double low, double high, int count) {}

  /// What `--histogram` asks for.
  ///
  /// @param log whether the axis is logarithmic
  /// @param bins how many
  public record Kind(boolean log, int bins) {
    private static final int USUAL = 100;
    private static final int MOST = 1_000_000;

    /// @param text `linear`, `log`, each with `:BINS`
    /// @return what it says
    public static Kind parse(String text) {
      String[] parts = text.split(":", 2);
      String axis = parts[0].toLowerCase(Locale.ROOT);
      if (!axis.equals("linear") && !axis.equals("log")) {
        throw Values.bad("--histogram", "linear or log, with :BINS if wanted", text);
      }
      int bins = parts.length == 1 ? USUAL : Values.count("--histogram: BINS", parts[1], 1);
      if (bins > MOST) {
        throw Values.bad("--histogram: BINS", "at most " + MOST, parts[1]);
      }
      return new Kind(axis.equals("log"), bins);
    }
  }

  /// @param values any numbers
  /// @param kind axis and number of bins
  /// @return their histogram; no bins if no number has a place
  public static Histogram of(double[] values, Kind kind) {
    double[] usable =
        Arrays.stream(values).filter(v -> Double.isFinite(v) && (!kind.log() || v > 0)).toArray();
    int outside = values.length - usable.length;
    if (usable.length == 0) {
      return new Histogram(List.of(), outside);
    }
    double[] places =
        Arrays.stream(usable).map(value -> kind.log() ? Math.log10(value) : value).toArray();
    double low = Arrays.stream(places).min().orElseThrow();
    double high = Arrays.stream(places).max().orElseThrow();
    // Equal numbers would make bins without width.
    double width = high > low ? (high - low) / kind.bins() : 1.0 / kind.bins();
    int[] counts = new int[kind.bins()];
    for (double place : places) {
      counts[Math.clamp((long) ((place - low) / width), 0, kind.bins() - 1)]++;
    }
    List<Bin> bins = new ArrayList<>(kind.bins());
    for (int i = 0; i < kind.bins(); i++) {
      double from = low + i * width;
      double to = low + (i + 1) * width;
      bins.add(
          kind.log()
              ? new Bin(Math.pow(10, from), Math.pow(10, to), counts[i])
              : new Bin(from, to, counts[i]));
    }
    return new Histogram(bins, outside);
  }
}
