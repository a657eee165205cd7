/// Matrices to eigenvalues: the fast Gram route with its fallback rule, and the accurate one. May
/// depend on `tensor`, `layer` and `linalg`.
@NullMarked
package org.weightwatcher.spectrum;

import org.jspecify.annotations.NullMarked;
