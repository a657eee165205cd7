package org.weightwatcher.fit;

import java.util.Optional;

/// The power law of the reference's own fit, with every datum but the largest as xmin.
///
/// Reference: `WW_powerlaw.py`, class `WWFit`.
final class WeightWatcherFitter implements TailFitter {
  @Override
  public Optional<Found> fit(double[] data, StartRange range, double end) {
    int first = range.first(data);
    int after = Math.min(range.end(data), data.length - 1);
    if (first >= after) {
      return Optional.empty();
    }
    XminSearch.Best best = XminSearch.search(data, first, after);
    if (Double.isNaN(best.alpha())) {
      return Optional.empty();
    }
    int tail = data.length - best.index();
    double xmin = data[best.index()];
    double sigma = (best.alpha() - 1) / Math.sqrt(tail);
    TailLaw law = new TailLaw.PowerLaw(best.alpha(), sigma, xmin, Double.POSITIVE_INFINITY);
    return Optional.of(new Found(law, xmin, data[data.length - 1], best.distance(), tail));
  }
}
