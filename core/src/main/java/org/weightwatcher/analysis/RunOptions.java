package org.weightwatcher.analysis;

import org.weightwatcher.error.OptionException;

/// How a run uses the machine; never changes a result.
///
/// @param threads layers that are worked on at the same time, `>= 1`
/// @param memory bytes that all of them together may use for matrices, `>= 1`
public record RunOptions(int threads, long memory) {
  /// Checks the ranges.
  public RunOptions {
    if (threads < 1) {
      throw new OptionException("--threads must be >= 1 but was " + threads);
    }
    if (memory < 1) {
      throw new OptionException("--memory must be >= 1 byte but was " + memory);
    }
  }

  /// @return one thread a processor, 70 % of what the JVM may use on and off the heap
  public static RunOptions defaults() {
    Runtime runtime = Runtime.getRuntime();
    return new RunOptions(
        runtime.availableProcessors(), (long) (0.7 * 2 * (double) runtime.maxMemory()));
  }
}
