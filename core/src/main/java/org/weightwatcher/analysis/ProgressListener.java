package org.weightwatcher.analysis;

import org.weightwatcher.layer.Layer;

/// Hears how a run goes. Called from the threads of the run, one call at a time.
public interface ProgressListener {
  /// Hears nothing.
  ProgressListener NONE =
      new ProgressListener() {
        @Override
        public void started(Layer layer) {}

        @Override
        public void finished(LayerResult result, Progress progress) {}
      };

  /// A layer begins.
  ///
  /// @param layer which
  void started(Layer layer);

  /// A layer is done.
  ///
  /// @param result its row
  /// @param progress of the run
  void finished(LayerResult result, Progress progress);

  /// How far a run is.
  ///
  /// @param done layers done
  /// @param total layers of the run
  /// @param doneCost estimated cost of the layers done, `rf·N·M²`
  /// @param totalCost of all layers
  record Progress(int done, int total, double doneCost, double totalCost) {}
}
