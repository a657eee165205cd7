/// NumPy's files: one array (npy), an archive of them (npz), and the reference's folder of arrays
/// with a description of their layers. May depend on `error`, `bytes`, `tensor`, `format` and
/// `format.zip`.
@NullMarked
package org.weightwatcher.format.numpy;

import org.jspecify.annotations.NullMarked;
