/// The list of columns, a row of values keyed by it, and what fills it. May depend on everything up
/// to `fit`.
@NullMarked
package org.weightwatcher.metric;

import org.jspecify.annotations.NullMarked;
