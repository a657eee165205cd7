package org.weightwatcher.format.hdf5;

import java.util.List;
import org.weightwatcher.tensor.ChunkFilter;

/// What a dataset is apart from where its bytes lie; checked against the limits.
///
/// @param dims dimensions now
/// @param maxDims dimensions up to which it may grow, -1 for no bound; chunks are numbered by them
/// @param elementBytes bytes of one element
/// @param bytes bytes of all elements
/// @param filters what its chunks went through, in the order of writing
/// @param fill bytes of the fill value, the first one in the lowest bits
record Array(
    List<Long> dims,
    List<Long> maxDims,
    int elementBytes,
    long bytes,
    List<ChunkFilter> filters,
    long fill) {}
