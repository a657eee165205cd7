package org.weightwatcher.analysis;

import java.util.List;
import java.util.OptionalLong;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.DetXMetrics;
import org.weightwatcher.metric.EigenvectorMetrics;
import org.weightwatcher.metric.MpMetrics;
import org.weightwatcher.metric.RandomMetrics;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.ExtraSettings;
import org.weightwatcher.spectrum.Eigenvectors;
import org.weightwatcher.spectrum.ShuffledSpectra;

/// What comes after the fit where the options ask for it: bulk, eigenvectors, shuffled weights,
/// determinant condition; in the order of the reference.
final class RequestedSteps {
  private final Layer layer;
  private final AnalyzeOptions options;
  private final Workbench bench;

  RequestedSteps(Layer layer, AnalyzeOptions options, Workbench bench) {
    this.layer = layer;
    this.options = options;
    this.bench = bench;
  }

  /// @param row with the columns of the fit
  /// @param evals eigenvalues of the layer, ascending
  /// @return the row with the columns that were asked for
  Row addTo(Row row, double[] evals) {
    ExtraSettings extras = options.extras();
    Row.Builder builder = row.toBuilder();
    String note = "";
    OptionalLong tail = tail(row);
    if (extras.mpFit()) {
      MpMetrics.add(builder, layer, evals, options);
    }
    if (extras.vectors()) {
      note = addVectors(builder, row, tail);
    }
    if (extras.randomize()) {
      addShuffled(builder, evals);
    }
    if (extras.detx()) {
      DetXMetrics.add(builder, evals, tail, options);
    }
    Row filled = builder.build();
    return noted(noted(filled, note), RandomMetrics.note(filled));
  }

  private static OptionalLong tail(Row row) {
    OptionalLong spikes = row.count(Column.NUM_PL_SPIKES);
    return spikes.isPresent() && spikes.getAsLong() >= 0 ? spikes : OptionalLong.empty();
  }

  /// @return why there are no eigenvectors; empty when there are
  private String addVectors(Row.Builder builder, Row row, OptionalLong tail) {
    EigenvectorMetrics metrics = new EigenvectorMetrics();
    try {
      new Eigenvectors(bench.sources(), bench.lapack(), bench.buffers())
          .visit(layer, options, metrics::accept);
    } catch (ArithmeticException e) {
      new EigenvectorMetrics().addByCount(builder, OptionalLong.empty());
      return "no eigenvectors: " + e.getMessage();
    }
    if (options.compat().reference()) {
      metrics.addFrom(builder, row.real(Column.XMIN));
    } else {
      metrics.addByCount(builder, tail);
    }
    return "";
  }

  private void addShuffled(Row.Builder builder, double[] evals) {
    int replicas = options.extras().replicas(evals.length);
    // The reference draws once more for three of its columns.
    int draws = options.compat().reference() ? replicas + 1 : replicas;
    List<double[]> spectra =
        new ShuffledSpectra(bench.sources(), bench.lapack(), bench.buffers(), bench.random())
            .compute(layer, options, draws);
    if (!spectra.isEmpty()) {
      RandomMetrics.add(builder, layer, evals, spectra, options);
    }
  }

  private static Row noted(Row row, String note) {
    if (note.isEmpty()) {
      return row;
    }
    String notes = row.text(Column.NOTES);
    String all = notes.isEmpty() ? note : notes + "; " + note;
    return row.toBuilder().text(Column.NOTES, all).build();
  }
}
