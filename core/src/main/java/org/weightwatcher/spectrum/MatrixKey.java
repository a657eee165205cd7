package org.weightwatcher.spectrum;

/// Names one shuffle: the stream of random numbers of the default mode depends on nothing else.
///
/// @param seed the user's
/// @param longname of the layer
/// @param slice index of the matrix in the layer
/// @param replica index of the shuffle
public record MatrixKey(long seed, String longname, int slice, int replica) {}
