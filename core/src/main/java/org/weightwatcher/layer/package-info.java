/// Which tensors are layers: names, types, order, ids, matrices, filters, and the reason of every
/// skip. May depend on everything up to `format`.
@NullMarked
package org.weightwatcher.layer;

import org.jspecify.annotations.NullMarked;
