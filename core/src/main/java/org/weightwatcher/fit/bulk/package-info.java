/// The bulk of a spectrum: Marchenko-Pastur laws and the ways to fit them. May depend on `options`
/// and on the optimiser of `fit`.
@NullMarked
package org.weightwatcher.fit.bulk;

import org.jspecify.annotations.NullMarked;
