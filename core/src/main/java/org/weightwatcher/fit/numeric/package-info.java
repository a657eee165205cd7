/// Numerical methods that fits need: integrals, special functions, minimisation.
@NullMarked
package org.weightwatcher.fit.numeric;

import org.jspecify.annotations.NullMarked;
