package org.weightwatcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.linalg.LapackLoader;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.TinyModels;

/// Judge: the order of the tasks, which the result must have whatever the threads do.
class SchedulerTest {
  private static final int LAYERS = 9;

  @TempDir Path folder;

  /// Layers of growing size; the fifth holds a NaN.
  private List<LayerTask> tasks() {
    TinyModels tiny = new TinyModels();
    for (int i = 0; i < LAYERS; i++) {
      int odd = i == 4 ? 3 : -1;
      tiny.add(
          "l%d.weight".formatted(i),
          "F32",
          new long[] {20 + 5 * i, 12 + i},
          k -> k == odd ? Double.NaN : Math.sin((double) (1 + k * k)));
    }
    Path file = tiny.write(folder.resolve("model.safetensors"));
    try (Model model = WeightWatcher.open(file)) {
      return model.describe(AnalyzeOptions.defaults()).layers().stream()
          .map(layer -> new LayerTask(file.toString(), layer, AnalyzeOptions.defaults()))
          .toList();
    }
  }

  private static MemoryPlan plan(List<LayerTask> tasks, int threads) {
    return MemoryPlan.of(
        tasks.stream().map(LayerTask::layer).toList(), new RunOptions(threads, 1L << 30));
  }

  private static List<LayerResult> run(
      List<LayerTask> tasks, MemoryPlan plan, ProgressListener listener) {
    try (LocalFiles files = new LocalFiles()) {
      return new Scheduler(files, LapackLoader.load().lapack(), listener).run(tasks, plan);
    }
  }

  private static final class Recorder implements ProgressListener {
    final List<String> started = Collections.synchronizedList(new ArrayList<>());
    final List<Progress> finished = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void started(Layer layer) {
      started.add(layer.longname());
    }

    @Override
    public void finished(LayerResult result, Progress progress) {
      finished.add(progress);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void resultsComeInTheOrderOfTheTasks(int threads) {
    List<LayerTask> tasks = tasks();
    Recorder recorder = new Recorder();
    List<LayerResult> results = run(tasks, plan(tasks, threads), recorder);
    assertThat(results)
        .extracting(LayerResult::longname)
        .containsExactly("l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8");
    assertThat(results)
        .extracting(LayerResult::status)
        .containsExactly(
            "success", "success", "success", "success", "failed", "success", "success", "success",
            "success");
    assertThat(results.get(4).notes()).isEqualTo("non-finite weights");
    assertThat(recorder.started).hasSize(LAYERS).contains("l0", "l8");
    if (threads == 1) {
      assertThat(recorder.started)
          .containsExactly("l8", "l7", "l6", "l5", "l4", "l3", "l2", "l1", "l0");
    }
    assertThat(recorder.finished)
        .extracting(ProgressListener.Progress::done)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    ProgressListener.Progress last = recorder.finished.getLast();
    assertThat(last.total()).isEqualTo(LAYERS);
    assertThat(last.doneCost()).isCloseTo(last.totalCost(), within(1e-6));
    double cost = tasks.stream().mapToDouble(task -> task.layer().cost()).sum();
    assertThat(last.totalCost()).isCloseTo(cost, within(1e-6));
  }

  @Test
  void layersOutsideThePlanHaveNoResult() {
    List<LayerTask> tasks = tasks();
    List<LayerResult> results = run(tasks, plan(tasks.subList(2, 4), 2), ProgressListener.NONE);
    assertThat(results).extracting(LayerResult::longname).containsExactly("l2", "l3");
  }

  @Test
  void nothingToDo() {
    assertThat(run(List.of(), plan(List.of(), 2), ProgressListener.NONE)).isEmpty();
  }

  @Test
  void anInterruptEndsTheRun() {
    List<LayerTask> tasks = tasks();
    AtomicInteger finished = new AtomicInteger();
    Thread caller = Thread.currentThread();
    ProgressListener interrupting =
        new ProgressListener() {
          @Override
          public void started(Layer layer) {
            caller.interrupt();
          }

          @Override
          public void finished(LayerResult result, Progress progress) {
            finished.incrementAndGet();
            // Slow enough that the caller hears of it before all is done.
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
          }
        };
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> run(tasks, plan(tasks, 1), interrupting))
        .withMessage("the analysis was interrupted");
    assertThat(Thread.interrupted()).as("the mark stays for the caller").isTrue();
    assertThat(finished.get()).isLessThan(LAYERS);
  }

  @Test
  void aBrokenListenerIsNotHidden() {
    List<LayerTask> tasks = tasks();
    ProgressListener broken =
        new ProgressListener() {
          @Override
          public void started(Layer layer) {
            throw new IllegalArgumentException("broken");
          }

          @Override
          public void finished(LayerResult result, Progress progress) {}
        };
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> run(tasks, plan(tasks, 2), broken))
        .withMessage("a worker failed: java.lang.IllegalArgumentException: broken")
        .withCauseInstanceOf(IllegalArgumentException.class);
  }
}
