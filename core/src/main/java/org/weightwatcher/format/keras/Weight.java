package org.weightwatcher.format.keras;

import org.weightwatcher.format.hdf5.Hdf5Object;

/// One variable of a layer, before its class is settled.
///
/// @param path its dataset, counted from the root, without a slash in front
/// @param layer full name of the layer
/// @param role what it is to the layer
/// @param config what the configuration says about the layer; nothing known where there is none
/// @param found what the file has there
record Weight(String path, String layer, String role, LayerConfig config, Hdf5Object found) {}
