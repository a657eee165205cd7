package org.weightwatcher.analysis;

import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Lapack;

/// What a runner lends to a task: the way to the bytes, the linear algebra, and buffers of the
/// thread.
///
/// @param sources opens files; shared by all threads
/// @param lapack shared by all threads
/// @param buffers of this thread alone
public record Workbench(ByteSources sources, Lapack lapack, Buffers buffers) {}
