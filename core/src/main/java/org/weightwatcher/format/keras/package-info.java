/// Models of Keras: HDF5 files of Keras 1 and 2, archives and weights files of Keras 3. Names and
/// classes of layers come from the configuration; nothing in a file is loaded or called. May depend
/// on `error`, `bytes`, `tensor`, `format`, `format.zip` and `format.hdf5`.
@NullMarked
package org.weightwatcher.format.keras;

import org.jspecify.annotations.NullMarked;
