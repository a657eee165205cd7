/// The request as immutable values, checked once when they are built. May depend on `error` only.
@NullMarked
package org.weightwatcher.options;

import org.jspecify.annotations.NullMarked;
