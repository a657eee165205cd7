/// Element types, shapes, where the elements of a tensor lie, and their decoding to float64. May
/// depend on `error` and `bytes`.
@NullMarked
package org.weightwatcher.tensor;

import org.jspecify.annotations.NullMarked;
