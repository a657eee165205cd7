/// Eigenvalues to distributions: the power law of the tail and the Marchenko-Pastur bulk. Depends
/// on `options` only.
@NullMarked
package org.weightwatcher.fit;

import org.jspecify.annotations.NullMarked;
