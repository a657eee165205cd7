/// The structure of HDF5 files: groups, links, attributes and where the elements of a dataset lie.
/// Parsing of single messages is left to jHDF; every address, size and count is checked here, and
/// whatever a file does to that library ends as an error of ours. May depend on `error`, `bytes`,
/// `tensor` and `format`.
@NullMarked
package org.weightwatcher.format.hdf5;

import org.jspecify.annotations.NullMarked;
