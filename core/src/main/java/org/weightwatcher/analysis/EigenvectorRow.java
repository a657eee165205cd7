package org.weightwatcher.analysis;

import org.weightwatcher.metric.VectorMetrics;

/// One eigenvector of the Gram matrix of a layer, measured.
///
/// @param layerId id of the layer
/// @param longname path of the layer
/// @param index place of its eigenvalue among those of all matrices of the layer, ascending, from 0
/// @param eigenvalue scaled as the spectrum
/// @param metrics figures of its entries
public record EigenvectorRow(
    int layerId, String longname, int index, double eigenvalue, VectorMetrics metrics) {}
