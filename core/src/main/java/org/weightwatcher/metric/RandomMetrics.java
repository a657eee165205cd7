package org.weightwatcher.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.fit.bulk.MarchenkoPastur;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.options.AnalyzeOptions;

/// The columns of the shuffled weights.
///
/// Shuffling destroys every correlation; what still stands out of the bulk then comes from a few
/// large entries, a *correlation trap*. Reference: `weightwatcher.py`, `apply_random_esd`. It draws
/// once more for `rand_distance`, `ww_softrank` and `ww_maxdist`; ours takes the same replicas for
/// all columns.
public final class RandomMetrics {
  private RandomMetrics() {}

  /// @param row receives ten columns and two on request
  /// @param layer sizes
  /// @param evals eigenvalues of the weights, ascending
  /// @param spectra eigenvalues of each replica, ascending; with the reference's rules the last
  ///   replica is the extra draw
  /// @param options method, whose numbers
  public static void add(
      Row.Builder row,
      Layer layer,
      double[] evals,
      List<double[]> spectra,
      AnalyzeOptions options) {
    boolean reference = options.compat().reference();
    List<double[]> replicas = reference ? spectra.subList(0, spectra.size() - 1) : spectra;
    List<double[]> compared = reference ? List.of(spectra.getLast()) : spectra;
    double[] pooled = pooled(replicas);
    double largest = evals[evals.length - 1];
    double compareMax = max(pooled(compared));
    row.real(Column.MAX_RAND_EVAL, max(pooled))
        .real(Column.RAND_DISTANCE, distance(evals, compared))
        .real(Column.WW_SOFTRANK, compareMax / largest)
        .real(Column.WW_MAXDIST, largest - compareMax)
        .real(Column.RAND_JS_DENSITY, JensenShannon.ofDensities(evals, pooled));
    Optional<MarchenkoPastur> fit = MpMetrics.fit(layer, pooled, options);
    MpMetrics.put(row, MpMetrics.Target.SHUFFLED, fit, options);
    if (fit.isPresent()) {
      row.count(Column.RAND_NUM_SPIKES_TOTAL, fit.get().spikes());
      if (!reference) {
        long perReplica = Math.round((double) fit.get().spikes() / replicas.size());
        row.count(Column.RAND_NUM_SPIKES, perReplica);
      }
    } else {
      row.real(Column.RAND_NUM_SPIKES_TOTAL, Double.NaN);
    }
  }

  /// @param row a row with the columns of the shuffled weights
  /// @return a note on correlation traps; empty where there is none
  public static String note(Row row) {
    long traps = row.count(Column.RAND_NUM_SPIKES).orElse(0);
    return traps > 0 ? "%d correlation trap%s".formatted(traps, traps == 1 ? "" : "s") : "";
  }

  private static double distance(double[] evals, List<double[]> replicas) {
    return replicas.stream()
        .mapToDouble(replica -> JensenShannon.ofLists(evals, replica))
        .average()
        .orElse(Double.NaN);
  }

  private static double[] pooled(List<double[]> replicas) {
    return replicas.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  private static double max(double[] ascending) {
    return ascending[ascending.length - 1];
  }
}
