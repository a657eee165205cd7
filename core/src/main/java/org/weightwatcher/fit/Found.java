package org.weightwatcher.fit;

/// The best tail of some data.
///
/// @param law what was fitted to it
/// @param xmin its start, a datum
/// @param xmax upper end of the fit
/// @param distance D
/// @param tail number of data `>= xmin`
record Found(TailLaw law, double xmin, double xmax, double distance, int tail) {}
