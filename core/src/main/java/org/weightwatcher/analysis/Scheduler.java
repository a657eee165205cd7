package org.weightwatcher.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
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
import org.weightwatcher.spectrum.RandomSource;

/// Runs tasks on the threads of this machine, the most costly first (with a stream of random
/// numbers that all layers share: in order, on one thread), and puts the results back in the order
/// of the model: the output does not depend on the number of threads.
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
    RandomSource random = RandomSource.of(tasks.getFirst().options());
    // One stream of random numbers for all layers: they must come in order, one at a time.
    List<Layer> order = random.ordered() ? inOrder(tasks, plan) : plan.order();
    int threads = random.ordered() ? 1 : plan.threads();
    Queue<Layer> queue = new ArrayBlockingQueue<>(order.size(), true, order);
    Collector collector = new Collector(order, listener);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads, Scheduler::thread)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> work(queue, byLayer, random, plan.perTask(), collector)));
      }
      await(workers, pool);
    }
    return collector.inOrder(tasks);
  }

  private static List<Layer> inOrder(List<LayerTask> tasks, MemoryPlan plan) {
    Set<Layer> fitting = Collections.newSetFromMap(new IdentityHashMap<>());
    fitting.addAll(plan.order());
    return tasks.stream().map(LayerTask::layer).filter(fitting::contains).toList();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "weightwatcher-layer");
    thread.setDaemon(true);
    return thread;
  }

  private void work(
      Queue<Layer> queue,
      IdentityHashMap<Layer, LayerTask> byLayer,
      RandomSource random,
      long limit,
      Collector collector) {
    try (Buffers buffers = Buffers.of(limit)) {
      Workbench bench = new Workbench(sources, lapack, buffers, random);
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
      // So that a lack of memory is told as such.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
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
