package org.weightwatcher.analysis;

import java.io.Serializable;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.LayerMetrics;
import org.weightwatcher.metric.Row;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.spectrum.SpectrumEngine;
import org.weightwatcher.spectrum.SpectrumOutcome;

/// The unit of work: one layer of one model, to one row. Pure and deterministic; needs nothing but
/// the file. Threads, a resumed run and a cluster are different ways to run the same tasks.
///
/// @param model where the model is, as text
/// @param layer which layer
/// @param options how
public record LayerTask(String model, Layer layer, AnalyzeOptions options) implements Serializable {

  /// Analyses the layer. A layer that cannot be analysed gives a failed row, never an exception.
  ///
  /// @param bench what the runner lends
  /// @return the row, and the eigenvalues if the options ask for them
  public LayerResult run(Workbench bench) {
    long start = System.nanoTime();
    bench.buffers().reuse(MemoryNeed.of(layer, options));
    LayerResult result;
    try {
      result = analyse(bench);
    } catch (ModelFormatException | ArithmeticException e) {
      result = failed(String.valueOf(e.getMessage()));
    } catch (InternalError e) {
      // The JVM raises this when a mapped file shrank under a read.
      result = failed(Printable.brief(layer.file()) + " became shorter while it was read");
    }
    double millis = (System.nanoTime() - start) / 1e6;
    return result.with(result.row().toBuilder().real(Column.ELAPSED_MS, millis).build());
  }

  private LayerResult analyse(Workbench bench) {
    SpectrumEngine engine =
        new SpectrumEngine(bench.sources(), bench.lapack(), bench.buffers(), bench.random());
    return switch (engine.compute(layer, options)) {
      case SpectrumOutcome.Impossible(String detail) -> failed(detail);
      case SpectrumOutcome.Computed computed -> {
        Row fitted = LayerMetrics.of(layer, computed.spectrum(), options);
        RequestedSteps steps = new RequestedSteps(layer, options, bench);
        Row row = named(steps.addTo(fitted, computed.spectrum().evals()));
        yield options.keepEsd()
            ? LayerResult.of(row, computed.spectrum().evals())
            : LayerResult.of(row);
      }
    };
  }

  private LayerResult failed(String reason) {
    return LayerResult.of(named(LayerMetrics.failed(layer, reason)));
  }

  private Row named(Row row) {
    return row.toBuilder().text(Column.MODEL, model).build();
  }
}
