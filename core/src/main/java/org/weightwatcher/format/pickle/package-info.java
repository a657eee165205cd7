/// Pickles, read inertly: no class is loaded and no function called, whatever a file asks for. May
/// depend on `error` and `format`.
@NullMarked
package org.weightwatcher.format.pickle;

import org.jspecify.annotations.NullMarked;
