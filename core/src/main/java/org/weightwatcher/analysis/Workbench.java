package org.weightwatcher.analysis;

import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.spectrum.RandomSource;

/// What a runner lends to a task: the way to the bytes, the linear algebra, buffers of the thread,
/// and random numbers.
///
/// @param sources opens files; shared by all threads
/// @param lapack shared by all threads
/// @param buffers of this thread alone
/// @param random of the whole run; where it is [RandomSource#ordered()], tasks run in order, one at
///   a time
public record Workbench(ByteSources sources, Lapack lapack, Buffers buffers, RandomSource random) {}
