package org.weightwatcher.analysis;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.weightwatcher.analysis.ProgressListener.Progress;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Lapack;

/// Runs tasks on the threads of this machine, the most costly first, and puts the results back in
/// the order of the model: the output does not depend on the number of threads.
///
/// Platform threads, because a native call would pin the carrier of a virtual one.
public final class Scheduler {
  private final ByteSources sources;
  private final Lapack lapack;
  private final ProgressListener listener;

  /// @param sources opens files; stays the caller's
  /// @param lapack linear algebra
  /// @param listener hears how the run goes
  public Scheduler(ByteSources sources, Lapack lapack, ProgressListener listener) {
    this.sources = sources;
    this.lapack = lapack;
    this.listener = listener;
  }

  /// @param tasks in the order of the results; every layer is one of the plan's
  /// @param plan order of work, threads, memory
  /// @return the results of the tasks whose layers the plan holds, in the order of the tasks
  /// @throws CancellationException when the calling thread is interrupted
  public List<LayerResult> run(List<LayerTask> tasks, MemoryPlan plan) {
    if (plan.order().isEmpty()) {
      return List.of();
    }
    IdentityHashMap<Layer, LayerTask> byLayer = new IdentityHashMap<>();
    tasks.forEach(task -> byLayer.put(task.layer(), task));
    Queue<Layer> queue = new ArrayBlockingQueue<>(plan.order().size(), true, plan.order());
    Collector collector = new Collector(plan.order(), listener);
    try (ExecutorService pool = Executors.newFixedThreadPool(plan.threads(), Scheduler::thread)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < plan.threads(); i++) {
        workers.add(pool.submit(() -> work(queue, byLayer, plan.perTask(), collector)));
      }
      await(workers, pool);
    }
    return collector.inOrder(tasks);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "weightwatcher-layer");
    thread.setDaemon(true);
    return thread;
  }

  private void work(
      Queue<Layer> queue,
      IdentityHashMap<Layer, LayerTask> byLayer,
      long limit,
      Collector collector) {
    try (Buffers buffers = Buffers.of(limit)) {
      Workbench bench = new Workbench(sources, lapack, buffers);
      for (Layer layer = queue.poll(); layer != null; layer = queue.poll()) {
        LayerTask task = byLayer.get(layer);
        if (task == null || Thread.currentThread().isInterrupted()) {
          return;
        }
        collector.started(layer);
        collector.finished(layer, task.run(bench));
      }
    }
  }

  private static void await(List<Future<?>> workers, ExecutorService pool) {
    try {
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new CancellationException("the analysis was interrupted");
    } catch (ExecutionException e) {
      pool.shutdownNow();
      throw new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
    }
  }

  /// Gathers results; one call at a time reaches the listener.
  private static final class Collector {
    private final IdentityHashMap<Layer, LayerResult> results = new IdentityHashMap<>();
    private final ProgressListener listener;
    private final int total;
    private final double totalCost;
    private double doneCost;

    Collector(List<Layer> layers, ProgressListener listener) {
      this.listener = listener;
      this.total = layers.size();
      this.totalCost = layers.stream().mapToDouble(Layer::cost).sum();
    }

    synchronized void started(Layer layer) {
      listener.started(layer);
    }

    synchronized void finished(Layer layer, LayerResult result) {
      results.put(layer, result);
      doneCost += layer.cost();
      listener.finished(result, new Progress(results.size(), total, doneCost, totalCost));
    }

    synchronized List<LayerResult> inOrder(List<LayerTask> tasks) {
      List<LayerResult> ordered = new ArrayList<>();
      for (LayerTask task : tasks) {
        LayerResult result = results.get(task.layer());
        if (result != null) {
          ordered.add(result);
        }
      }
      return ordered;
    }
  }
}
