package org.weightwatcher.tensor;

import java.io.Serializable;

/// One stored block of a chunked storage.
///
/// @param place row-major number of its place in the grid
/// @param offset first byte, counted as the storage counts
/// @param length bytes as stored
/// @param skipped bit `i` set: filter `i` was not applied to this block
public record Chunk(long place, long offset, int length, int skipped) implements Serializable {}
