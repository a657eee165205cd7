/// The face of the library: open a model, analyse it, write the results. Imports everything;
/// nothing of the core imports it.
@NullMarked
package org.weightwatcher;

import org.jspecify.annotations.NullMarked;
